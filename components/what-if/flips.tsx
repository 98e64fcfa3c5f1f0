"use client";

import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { printable } from "../audit/record-row";
import type { FlipView, Told } from "../policy-desk/messages";
import { BUTTON } from "../ui/classes";
import { Icon } from "../ui/icon";
import { Verdict, type VerdictKind } from "../verdict/verdict";

export function Change({ was, would }: { was: VerdictKind; would: VerdictKind }) {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      <Verdict kind={was} />
      <Icon of={ArrowRight} className="size-3 text-text-muted" />
      <span className="sr-only">to</span>
      <Verdict kind={would} />
    </span>
  );
}

/** So many are drawn at once; each is a few lines of text. */
const PAGE = 50;

interface FlipsProps {
  readonly flips: readonly FlipView[];
  readonly chosen: number | undefined;
  readonly onChoose: (flip: FlipView) => void;
}

/** Each flip with the reasons of both sides; choosing it leads to its record and to the line that decides now. */
export function Flips({ flips, chosen, onChoose }: FlipsProps) {
  const [pages, setPages] = useState(1);
  const more = flips.length - pages * PAGE;
  return (
    <>
      <ul aria-label="Flips">
        {flips.slice(0, pages * PAGE).map((flip) => (
          <li key={flip.seq} className="border-line border-b">
            <button
              type="button"
              aria-current={flip.seq === chosen}
              onClick={() => onChoose(flip)}
              className="block w-full px-3 py-1.5 text-left hover:bg-surface-1 aria-[current=true]:bg-surface-2"
            >
              <span className="flex items-baseline gap-2">
                <span className="min-w-0 grow break-all font-mono text-xs">
                  <span className="text-text-muted tabular-nums">#{flip.seq}</span> {flip.op}{" "}
                  {printable(flip.subject)}
                </span>
                <span className="shrink-0 text-xs">
                  <Change was={flip.was.verdict} would={flip.would.verdict} />
                </span>
              </span>
              <Reason word="Was" told={flip.was} then />
              <Reason word="Now" told={flip.would} />
            </button>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <button type="button" className={`${BUTTON} mx-3 my-2`} onClick={() => setPages(pages + 1)}>
          Show {Math.min(PAGE, more)} more
        </button>
      )}
    </>
  );
}

function Reason({ word, told, then = false }: { word: string; told: Told; then?: boolean }) {
  return (
    <span className="mt-0.5 block text-text-muted text-xs">
      {word}: {printable(told.reason)}
      {told.line !== null && (
        <span className="whitespace-nowrap">
          {" "}
          Line {told.line}
          {then ? " then." : "."}
        </span>
      )}
    </span>
  );
}

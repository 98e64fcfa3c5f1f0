"use client";

import { ArrowRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { printable } from "../audit/record-row";
import { DeskFault } from "../policy-desk/desk-fault";
import type { DeskStore } from "../policy-desk/desk-store";
import type { FlipView, Told, WhatIfView } from "../policy-desk/messages";
import { useDeskVersion } from "../policy-desk/use-desk";
import { DecisionDetail } from "../run/decision-detail";
import type { RunStore } from "../run/run-store";
import { EmptyState } from "../states/empty-state";
import { BUTTON } from "../ui/classes";
import { Icon } from "../ui/icon";
import { Verdict, type VerdictKind } from "../verdict/verdict";
import { doubtsOf, standingOf } from "./standing";

interface WhatIfPanelProps {
  readonly desk: DeskStore;
  readonly run: RunStore;
  readonly policy: string;
  readonly mayEdit: boolean;
  readonly chosen: number | undefined;
  readonly onChoose: (seq: number | undefined) => void;
  readonly onGoToLine: (line: number) => void;
  readonly onEditPolicy: (text: string, said: string) => void;
}

/** The recorded run, decided again by the policy as it is typed: what would come out otherwise. */
export function WhatIfPanel(props: WhatIfPanelProps) {
  const { desk, run, policy, mayEdit, chosen, onChoose, onGoToLine, onEditPolicy } = props;
  useDeskVersion(desk);
  const { trace } = run;
  const standing = standingOf(desk, trace.size, policy);
  const flips = standing.at === "known" ? standing.view.flips : [];
  const isFlip = chosen !== undefined && flips.some(({ seq }) => seq === chosen);
  const choose = ({ seq, would }: FlipView) => {
    onChoose(seq);
    if (would.line !== null) onGoToLine(would.line);
  };
  return (
    <>
      <div className="min-h-0 grow overflow-y-auto" aria-busy={standing.at === "working"}>
        <Body standing={standing} desk={desk} onGoToLine={onGoToLine}>
          <Flips flips={flips} chosen={chosen} onChoose={choose} />
        </Body>
      </div>
      {isFlip && chosen < trace.size && (
        <DecisionDetail
          seq={chosen}
          line={trace.line(chosen)}
          policyAtRun={run.policy}
          policyNow={policy}
          mayEdit={mayEdit}
          onGoToLine={onGoToLine}
          onEditPolicy={onEditPolicy}
          onClose={() => onChoose(undefined)}
        />
      )}
    </>
  );
}

interface BodyProps {
  readonly standing: ReturnType<typeof standingOf>;
  readonly desk: DeskStore;
  readonly onGoToLine: (line: number) => void;
  readonly children: ReactNode;
}

function Body({ standing, desk, onGoToLine, children }: BodyProps) {
  switch (standing.at) {
    case "fault":
      return <DeskFault desk={desk} what="What would flip" onGoToLine={onGoToLine} />;
    case "nothing-ran":
      return (
        <div className="px-3">
          <EmptyState kind="nothing-yet" title="Nothing has run yet">
            Run the agent once. What it asked for is then decided again whenever the policy changes, as you
            type.
          </EmptyState>
        </div>
      );
    case "working":
      return <p className="px-3 py-3 text-text-muted">Deciding the run again…</p>;
    case "known":
      return (
        <>
          <Summary view={standing.view} isCurrent={standing.isCurrent} />
          {children}
          <Doubts view={standing.view} />
        </>
      );
  }
}

function Summary({ view, isCurrent }: { view: WhatIfView; isCurrent: boolean }) {
  const { asked, flipped, counts } = view;
  const all = `${asked.toLocaleString("en")} recorded ${asked === 1 ? "request" : "requests"}`;
  return (
    <div className="border-line border-b px-3 py-2" aria-busy={!isCurrent}>
      <p role="status">
        {flipped === 0 ? (
          <>Nothing flips: the {all} would be decided as they were.</>
        ) : (
          <>
            <strong className="font-semibold tabular-nums">{flipped.toLocaleString("en")}</strong> of {all}{" "}
            would be decided otherwise.
          </>
        )}
      </p>
      {flipped > 0 && (
        <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-xs">
          {Object.entries(counts).map(([pair, count]) => {
            const [was, would] = pair.split(" ") as [VerdictKind, VerdictKind];
            return (
              <li key={pair} className="inline-flex items-center gap-1 tabular-nums">
                {count.toLocaleString("en")} × <Change was={was} would={would} />
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

function Change({ was, would }: { was: VerdictKind; would: VerdictKind }) {
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

function Flips({ flips, chosen, onChoose }: FlipsProps) {
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

function Doubts({ view }: { view: WhatIfView }) {
  return (
    <details className="px-3 py-2 text-text-muted">
      <summary className="min-h-6 cursor-pointer">What this cannot know</summary>
      <ul className="mt-1 max-w-prose list-disc space-y-1 pl-4">
        {doubtsOf(view).map((doubt) => (
          <li key={doubt}>{doubt}</li>
        ))}
      </ul>
    </details>
  );
}

"use client";

import { sha256 } from "@noble/hashes/sha2.js";
import { useMemo, useState } from "react";
import { fromUtf8, toHex } from "@/lib/audit/bytes";
import { bytesInWords } from "../audit/moment";
import type { RunStore } from "../run/run-store";
import { LINK, QUIET } from "../ui/classes";
import { Verdict } from "../verdict/verdict";
import { type Checked, check } from "./check";
import { diffLines, folded } from "./line-diff";
import { shortPath } from "./names";
import type { Past, Told } from "./past";

interface FileThenProps {
  readonly past: Past;
  readonly trace: RunStore["trace"];
  readonly seq: number;
  readonly path: string;
  readonly onChoose: (seq: number) => void;
}

/** One file as it was, to read, and what its last change until then was. */
export function FileThen({ past, trace, seq, path, onChoose }: FileThenProps) {
  const told = past.changedAt(seq).find((change) => change.path === path) ?? past.at(path, seq);
  const [isWhole, setWhole] = useState(false);
  if (told === undefined) return <Note path={path}>There was no such file then.</Note>;
  const madeBy = told.at - 1;
  const before = past.before(path, madeBy);
  return (
    <section aria-label={`${shortPath(path)} then`} className="border-line border-t">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5 text-xs">
        <h3 className="font-medium wrap-anywhere">{shortPath(path)}</h3>
        {madeBy !== seq && madeBy > 0 && (
          <span className="text-text-muted">
            last changed by{" "}
            <button type="button" className={LINK} onClick={() => onChoose(madeBy)}>
              record {madeBy}
            </button>
          </span>
        )}
        {before !== undefined && told.content !== null && (
          <button
            type="button"
            className={`${QUIET} ml-auto`}
            aria-pressed={isWhole}
            onClick={() => setWhole(!isWhole)}
          >
            {isWhole ? "Show what changed" : "Show the whole file"}
          </button>
        )}
      </div>
      <Content past={past} trace={trace} told={told} before={before} isWhole={isWhole} />
    </section>
  );
}

function Note({ path, children }: { readonly path: string; readonly children: string }) {
  return (
    <section aria-label={`${shortPath(path)} then`} className="border-line border-t px-3 py-1.5 text-xs">
      <h3 className="font-medium wrap-anywhere">{shortPath(path)}</h3>
      <p className="text-text-muted">{children}</p>
    </section>
  );
}

interface ContentProps {
  readonly past: Past;
  readonly trace: RunStore["trace"];
  readonly told: Told;
  readonly before: Told | undefined;
  readonly isWhole: boolean;
}

function Content({ past, trace, told, before, isWhole }: ContentProps) {
  const proof = past.proofOf(told);
  const checked = useMemo(
    () => check(told, proof, trace, (bytes) => toHex(sha256(bytes))),
    [told, proof, trace],
  );
  const proofBefore = before && past.proofOf(before);
  const isBeforeShown = useMemo(
    () =>
      before !== undefined &&
      check(before, proofBefore, trace, (bytes) => toHex(sha256(bytes))).kind !== "differs",
    [before, proofBefore, trace],
  );
  const now = told.content === null ? "" : textOf(told, checked);
  const old = before && isBeforeShown ? textOf(before, { kind: "unproved" }) : undefined;
  return (
    <>
      <p className="px-3 pb-1 text-text-muted text-xs">
        {told.content === null ? (
          "It was deleted by this record."
        ) : (
          <Standing checked={checked} told={told} />
        )}
      </p>
      {now !== undefined &&
        (old === undefined || isWhole ? <Whole text={now} /> : <Difference before={old} after={now} />)}
    </>
  );
}

function Standing({ checked, told }: { readonly checked: Checked; readonly told: Told }) {
  if (checked.kind === "differs")
    return <Verdict kind="error" word="Not shown: the content does not match the digest in the records" />;
  if (checked.kind === "proved") return <>The content matches the digest in record {checked.seq}.</>;
  if (checked.kind === "given") return <>As the run began.</>;
  if (checked.kind === "not-kept")
    return <>Not kept: {bytesInWords(told.size)} are too much, or the run wrote too much before.</>;
  return <>No record has a digest of the whole: it was written in parts, moved, or is still open.</>;
}

function textOf({ content, size }: Told, { kind }: Checked): string | undefined {
  if (!content || kind === "differs" || kind === "not-kept") return undefined;
  return fromUtf8(content as Uint8Array) ?? `Not text: ${bytesInWords(size)}`;
}

const BLOCK = "m-0 max-h-96 overflow-auto border-line border-t bg-surface-1 py-1 font-mono text-xs";

function Whole({ text }: { readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <pre tabIndex={0} className={`${BLOCK} px-3`}>
      {text === "" ? "The file is empty." : text}
    </pre>
  );
}

const SIGNS = { same: " ", added: "+", removed: "−" } as const;
const TONES = {
  same: "text-text-muted",
  added: "bg-surface-3",
  removed: "text-text-muted line-through",
} as const;
const SAID = { same: "", added: "added: ", removed: "removed: " } as const;

function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  const lines = useMemo(() => folded(diffLines(before, after)), [before, after]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <pre tabIndex={0} className={BLOCK}>
      {lines.map((line, index) =>
        line.kind === "gap" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and never move
          <span key={index} className="block px-3 text-text-muted italic">
            {line.count === 1 ? "1 line" : `${line.count} lines`} as before
          </span>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and never move
          <span key={index} className={`block px-3 ${TONES[line.kind]}`}>
            <span aria-hidden>{SIGNS[line.kind]} </span>
            <span className="sr-only">{SAID[line.kind]}</span>
            {line.text}
          </span>
        ),
      )}
    </pre>
  );
}

/** The record of what came of a decision. */
import { useMemo } from "react";
import type { Trace } from "../run/trace";

/** It stands near: of calls at the same time there are never so many. */
const WITHIN = 500;

type Lines = Pick<Trace, "size" | "line">;

/** Looked for again only when one of the records where it can stand is new: a live run is drawn every frame. */
export function useResultOf(trace: Lines, seq: number | undefined): string | undefined {
  const end = seq === undefined ? 0 : endOf(trace, seq);
  return useMemo(() => (seq === undefined ? undefined : resultOf(trace, seq, end)), [trace, seq, end]);
}

export function resultOf(trace: Lines, seq: number, end = endOf(trace, seq)): string | undefined {
  const named = new RegExp(`"of":${seq}[,}]`);
  for (let at = seq + 1; at < end; at++) {
    const line = trace.line(at);
    if (named.test(line) && /"type":"[a-z.]+\.result"/.test(line)) return line;
  }
  return undefined;
}

const endOf = (trace: Lines, seq: number): number => Math.min(trace.size, seq + 1 + WITHIN);

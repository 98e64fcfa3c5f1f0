/** The record of what came of a decision. */
import type { Trace } from "../run/trace";

/** It stands near: of calls at the same time there are never so many. */
const WITHIN = 500;

export function resultOf(trace: Pick<Trace, "size" | "line">, seq: number): string | undefined {
  const named = new RegExp(`"of":${seq}[,}]`);
  const end = Math.min(trace.size, seq + 1 + WITHIN);
  for (let at = seq + 1; at < end; at++) {
    const line = trace.line(at);
    if (named.test(line) && /"type":"[a-z.]+\.result"/.test(line)) return line;
  }
  return undefined;
}

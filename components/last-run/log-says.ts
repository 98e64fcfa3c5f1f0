/** How a run of an earlier visit ended, by what its log says of it. */
import { isEndReason, type Phase } from "../run/phases";
import type { Trace } from "../run/trace";

type Records = Pick<Trace, "size" | "type" | "line">;
type Data = Readonly<Record<string, unknown>>;

const BY_AUTHOR = "user";

export function endInLog(trace: Records): Phase {
  const exit = lastOf(trace, "agent.exit");
  if (!exit || !isEndReason(exit.reason)) return { at: "interrupted" };
  const end = { reason: exit.reason, code: Number(exit.code) };
  // What a trigger of [checkpoint] puts back is put back in its name.
  const by = lastOf(trace, "snapshot.restore")?.by ?? BY_AUTHOR;
  return { at: "ended", end, byAuthor: by === BY_AUTHOR, isEarlier: true };
}

/** Of one record; undefined where it cannot be read. */
export function dataOf(trace: Records, seq: number): Data | undefined {
  if (seq >= trace.size) return undefined;
  try {
    const { data } = JSON.parse(trace.line(seq)) as { readonly data?: unknown };
    return typeof data === "object" && data !== null ? (data as Data) : undefined;
  } catch {
    return undefined;
  }
}

function lastOf(trace: Records, type: string): Data | undefined {
  for (let seq = trace.size - 1; seq >= 0; seq--) if (trace.type(seq) === type) return dataOf(trace, seq);
  return undefined;
}

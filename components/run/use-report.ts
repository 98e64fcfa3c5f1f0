import { useEffect, useReducer, useState } from "react";
import { utf8 } from "@/lib/audit/bytes";
import type { Report } from "@/lib/audit/verify";
import { bringLater, Late } from "../late/late";
import { isOver } from "./phases";
import type { RunStore } from "./run-store";
import type { Trace } from "./trace";

export type LogReport =
  | { readonly at: "none" | "working" }
  /** Nothing is said of the log: what looks at it could not be had. */
  | { readonly at: "failed"; readonly again: () => void }
  | { readonly at: "done"; readonly report: Report };

const verifying = new Late(() => import("../audit/verify-in-worker"));
bringLater(async () => (await verifying.fetch()).bringVerifier());
const NONE: LogReport = { at: "none" };

/** The log of a run that is over, verified beside the page: records as they are stored, and what the session signed. */
export function useReport({
  phase,
  trace,
  checkpoint,
}: Pick<RunStore, "phase" | "trace" | "checkpoint">): LogReport {
  const [known, setKnown] = useState<LogReport>(NONE);
  const [attempt, tryAgain] = useReducer((count: number) => count + 1, 0);
  const isClosed = isOver(phase) && checkpoint !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another verification
  useEffect(() => {
    if (!isClosed || checkpoint === undefined || trace.size === 0) {
      setKnown(NONE);
      return;
    }
    const abort = new AbortController();
    setKnown({ at: "working" });
    verifyTrace(trace, checkpoint, abort.signal).then(
      (report) => setKnown({ at: "done", report }),
      () => abort.signal.aborted || setKnown({ at: "failed", again: tryAgain }),
    );
    return () => abort.abort();
  }, [isClosed, trace, checkpoint, attempt]);
  return known;
}

async function verifyTrace(trace: Trace, checkpoint: string, signal: AbortSignal): Promise<Report> {
  const [{ verifyInWorker }, blob] = await Promise.all([verifying.fetch(), trace.toBlob()]);
  // This browser made the session's key itself, and has kept the log since: it may say that it knows it.
  const { vkey } = (JSON.parse(trace.line(0)) as { data: { vkey?: unknown } }).data;
  return verifyInWorker(blob, { checkpoints: [utf8(checkpoint)], keys: [String(vkey)], signal });
}

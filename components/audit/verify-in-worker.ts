/** `verify` of a log beside the page. */
import type { Evidence, Knowledge, Report } from "@/lib/audit/verify";
import { askWorker, type WorkOptions } from "./ask-worker";
import type { LinesSource } from "./messages";

export interface VerifyJob {
  readonly source: LinesSource;
  readonly given: Evidence & Knowledge;
}

/** The bundler finds workers by this very expression. */
function startWorker(): Worker {
  return new Worker(new URL("./verify.worker.ts", import.meta.url), { type: "module" });
}

/** Fetches its scripts, which the browser then has without a network: a worker that verifies nothing loads them all. */
export async function bringVerifier(): Promise<void> {
  await verifyInWorker(new Blob());
}

export function verifyInWorker(
  source: LinesSource,
  { onProgress, signal, ...given }: Evidence & Knowledge & WorkOptions = {},
): Promise<Report> {
  const transfer = source instanceof ReadableStream ? [source] : [];
  return askWorker<VerifyJob, Report>(startWorker, { source, given }, transfer, { onProgress, signal });
}

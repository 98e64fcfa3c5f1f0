/** A copy of a log, changed in one chosen way and verified: what is stored is only read. */
import type { ChangeName } from "@/lib/audit/tamper";
import type { Knowledge, Report } from "@/lib/audit/verify";
import { askWorker, type WorkOptions } from "./ask-worker";
import type { LinesSource } from "./messages";

export interface TamperJob {
  readonly source: LinesSource;
  /** The note with all its signatures. */
  readonly checkpoint: Uint8Array;
  readonly change: ChangeName;
  readonly knowledge: Knowledge;
}

export interface Tampered {
  /** The first line that is not what it was; absent where only the checkpoint was changed. */
  readonly line?: { readonly seq: number; readonly before?: string; readonly after?: string };
  readonly report: Report;
}

function startWorker(): Worker {
  return new Worker(new URL("./tamper.worker.ts", import.meta.url), { type: "module" });
}

/** Undefined where the log is too short for the change. */
export function tamperInWorker(job: TamperJob, options: WorkOptions = {}): Promise<Tampered | undefined> {
  const transfer = job.source instanceof ReadableStream ? [job.source] : [];
  return askWorker<TamperJob, Tampered | undefined>(startWorker, job, transfer, options);
}

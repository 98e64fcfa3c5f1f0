/** What the page and the worker that verifies say to each other. */
import type { Evidence, Knowledge, Progress, Report } from "@/lib/audit/verify";

/** JSON lines, whole or as they come. A stream is handed over: the page cannot read it any more. */
export type LinesSource = Blob | ReadableStream<Uint8Array>;

export type ToWorker =
  | { readonly kind: "verify"; readonly source: LinesSource; readonly given: Evidence & Knowledge }
  | { readonly kind: "cancel" };

export type FromWorker =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "report"; readonly report: Report }
  | { readonly kind: "cancelled" }
  /** The source could not be read, or the caller's keys or policy are none. */
  | { readonly kind: "failed"; readonly name: string; readonly message: string };

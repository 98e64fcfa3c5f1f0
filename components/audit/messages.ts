/** What the page and a worker of it say to each other: one job a worker, told how far it is, answered once. */
import type { Progress } from "@/lib/audit/verify";

/**
 * JSON lines: whole, as they come, or to be fetched from this server by the worker itself, so that they never pass the
 * page. A stream is handed over: the page cannot read it any more.
 */
export type LinesSource = Blob | ReadableStream<Uint8Array> | { readonly url: string };

export type ToWorker<Job> = { readonly kind: "start"; readonly job: Job } | { readonly kind: "cancel" };

export type FromWorker<Answer> =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "cancelled" }
  /** The source could not be read, or the caller's keys or policy are none. */
  | { readonly kind: "failed"; readonly name: string; readonly message: string };

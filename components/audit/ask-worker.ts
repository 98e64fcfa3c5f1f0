/**
 * Work beside the page, so that a million records do not stop it. Rejects with the signal's reason when it is
 * cancelled, and with an `AuditWorkerError` when the source cannot be read or the worker cannot be started.
 */
import type { Progress } from "@/lib/audit/verify";
import type { FromWorker, ToWorker } from "./messages";

export interface WorkOptions {
  /** At most ten times a second. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export class AuditWorkerError extends Error {
  override readonly name = "AuditWorkerError";
  /** The name of the error in the worker: `AuditFault` for keys or a policy that cannot be read. */
  readonly reason: string;

  constructor(reason: string, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** `start` is called once; the worker ends with its answer, whatever that is. */
export async function askWorker<Job, Answer>(
  start: () => Worker,
  job: Job,
  transfer: Transferable[],
  { onProgress, signal }: WorkOptions,
): Promise<Answer> {
  signal?.throwIfAborted();
  const worker = start();
  const cancel = () => worker.postMessage({ kind: "cancel" } satisfies ToWorker<Job>);
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<FromWorker<Answer>>) => {
        if (data.kind === "progress") onProgress?.(data.progress);
        else if (data.kind === "answer") resolve(data.answer);
        else if (data.kind === "cancelled") reject(signal?.reason);
        else reject(new AuditWorkerError(data.name, data.message));
      };
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new AuditWorkerError("Error", event.message || "The verifier could not be loaded."));
      };
      worker.postMessage({ kind: "start", job } satisfies ToWorker<Job>, transfer);
    });
  } finally {
    signal?.removeEventListener("abort", cancel);
    worker.terminate();
  }
}

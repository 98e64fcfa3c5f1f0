/**
 * `verify` of a log beside the page, so that a million records do not stop it. Rejects with the signal's reason when it
 * is cancelled, and with an `AuditWorkerError` when the source cannot be read or the worker cannot be started.
 */
import type { Evidence, Knowledge, Progress, Report } from "@/lib/audit/verify";
import type { FromWorker, LinesSource, ToWorker } from "./messages";

export interface WorkerVerifyOptions extends Evidence, Knowledge {
  /** At most ten times a second. */
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
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

/** The bundler finds workers by this very expression. */
function startWorker(): Worker {
  return new Worker(new URL("./verify.worker.ts", import.meta.url), { type: "module" });
}

export async function verifyInWorker(
  source: LinesSource,
  options: WorkerVerifyOptions = {},
): Promise<Report> {
  const { onProgress, signal, ...given } = options;
  signal?.throwIfAborted();
  const worker = startWorker();
  const cancel = () => worker.postMessage({ kind: "cancel" } satisfies ToWorker);
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    return await ask(worker, { kind: "verify", source, given }, { onProgress, signal });
  } finally {
    signal?.removeEventListener("abort", cancel);
    worker.terminate();
  }
}

function ask(
  worker: Worker,
  request: ToWorker & { kind: "verify" },
  {
    onProgress,
    signal,
  }: { onProgress?: WorkerVerifyOptions["onProgress"]; signal?: AbortSignal | undefined },
): Promise<Report> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === "progress") onProgress?.(data.progress);
      else if (data.kind === "report") resolve(data.report);
      else if (data.kind === "cancelled") reject(signal?.reason);
      else reject(new AuditWorkerError(data.name, data.message));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new AuditWorkerError("Error", event.message || "The verifier could not be loaded."));
    };
    const { source } = request;
    worker.postMessage(request, source instanceof ReadableStream ? [source] : []);
  });
}

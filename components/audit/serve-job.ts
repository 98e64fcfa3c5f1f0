/** The worker's side of `ask-worker.ts`: takes one job, tells how far it is, answers once. */
import type { Progress } from "@/lib/audit/verify";
import type { FromWorker, ToWorker } from "./messages";

/** Ten a second are as many as anybody can read; each one costs the page a rendering. */
const PROGRESS_MS = 100;

export interface JobContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export function serveJob<Job, Answer>(work: (job: Job, context: JobContext) => Promise<Answer>): void {
  const controller = new AbortController();
  const post = (message: FromWorker<Answer>) => self.postMessage(message);
  const answer = async (job: Job) => {
    try {
      const context = {
        signal: controller.signal,
        onProgress: seldom((progress) => post({ kind: "progress", progress })),
      };
      post({ kind: "answer", answer: await work(job, context) });
    } catch (error) {
      if (controller.signal.aborted) post({ kind: "cancelled" });
      else if (error instanceof Error) post({ kind: "failed", name: error.name, message: error.message });
      else post({ kind: "failed", name: "Error", message: String(error) });
    }
  };
  self.onmessage = ({ data }: MessageEvent<ToWorker<Job>>) => {
    if (data.kind === "cancel") controller.abort();
    else void answer(data.job);
  };
}

function seldom(tell: (progress: Progress) => void): (progress: Progress) => void {
  let told = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - told < PROGRESS_MS) return;
    told = now;
    tell(progress);
  };
}

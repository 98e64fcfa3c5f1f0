/** `checkFiles` beside the page. */
import { askWorker, type WorkOptions } from "../audit/ask-worker";
import type { FilesCheck, FilesJob } from "./check-files";

function startWorker(): Worker {
  return new Worker(new URL("./check.worker.ts", import.meta.url), { type: "module" });
}

export function checkInWorker(job: FilesJob, options: WorkOptions = {}): Promise<FilesCheck> {
  return askWorker<FilesJob, FilesCheck>(startWorker, job, [], options);
}

/** `proveRecord` beside the page: the worker may compile the hasher, which the policy of the page does not allow. */
import { askWorker, type WorkOptions } from "./ask-worker";
import type { ProofCheck, ProofToCheck } from "./prove-record";

function startWorker(): Worker {
  return new Worker(new URL("./prove.worker.ts", import.meta.url), { type: "module" });
}

export function proveInWorker(given: ProofToCheck, options: WorkOptions = {}): Promise<ProofCheck> {
  return askWorker<ProofToCheck, ProofCheck>(startWorker, given, [], options);
}

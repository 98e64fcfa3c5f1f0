/** Verifies one log beside the page: takes one source, tells how far it is, answers once. */
import { loadWasmHasher } from "@/lib/audit/hash";
import { type Progress, verify } from "@/lib/audit/verify";
import type { FromWorker, LinesSource, ToWorker } from "./messages";
import { piecesOf } from "./pieces";

/** Ten a second are as many as anybody can read; each one costs the page a rendering. */
const PROGRESS_MS = 100;
const controller = new AbortController();

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "cancel") controller.abort();
  else void answer(data.source, data.given);
};

async function answer(source: LinesSource, given: Extract<ToWorker, { kind: "verify" }>["given"]) {
  try {
    const lines = piecesOf(source instanceof Blob ? source.stream() : source, controller.signal);
    const report = await verify(
      { lines },
      { ...given, hasher: await loadWasmHasher(), signal: controller.signal, onProgress: seldom() },
    );
    post({ kind: "report", report });
  } catch (error) {
    if (controller.signal.aborted) post({ kind: "cancelled" });
    else if (error instanceof Error) post({ kind: "failed", name: error.name, message: error.message });
    else post({ kind: "failed", name: "Error", message: String(error) });
  }
}

function seldom(): (progress: Progress) => void {
  let told = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - told < PROGRESS_MS) return;
    told = now;
    post({ kind: "progress", progress });
  };
}

function post(message: FromWorker): void {
  self.postMessage(message);
}

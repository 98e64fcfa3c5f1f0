/** Verifies one log beside the page. */
import { loadWasmHasher } from "@/lib/audit/hash";
import { type Report, verify } from "@/lib/audit/verify";
import { piecesOf } from "./pieces";
import { serveJob } from "./serve-job";
import type { VerifyJob } from "./verify-in-worker";

serveJob<VerifyJob, Report>(async ({ source, given }, { signal, onProgress }) => {
  const lines = piecesOf(source instanceof Blob ? source.stream() : source, signal);
  return verify({ lines }, { ...given, hasher: await loadWasmHasher(), signal, onProgress });
});

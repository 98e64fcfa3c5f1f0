/** Verifies one log beside the page. */
import { loadWasmHasher } from "@/lib/audit/hash";
import { type Report, verify } from "@/lib/audit/verify";
import { linesOf } from "./lines-of";
import { serveJob } from "./serve-job";
import type { VerifyJob } from "./verify-in-worker";

serveJob<VerifyJob, Report>(async ({ source, given }, { signal, onProgress }) => {
  return verify(
    { lines: linesOf(source, signal) },
    { ...given, hasher: await loadWasmHasher(), signal, onProgress },
  );
});

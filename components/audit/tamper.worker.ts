/** Changes a copy of a log and verifies the copy. */
import { readRecords } from "@/lib/audit/bundle";
import { loadWasmHasher } from "@/lib/audit/hash";
import { tamper } from "@/lib/audit/tamper";
import { verify } from "@/lib/audit/verify";
import { firstDifference } from "./first-difference";
import { linesOf } from "./lines-of";
import { serveJob } from "./serve-job";
import type { Tampered, TamperJob } from "./tamper-in-worker";

serveJob<TamperJob, Tampered | undefined>(async (job, { signal, onProgress }) => {
  const { source, checkpoint, change, knowledge } = job;
  const hasher = await loadWasmHasher();
  const records: Uint8Array[] = [];
  for await (const { bytes } of readRecords(linesOf(source, signal))) records.push(bytes.slice());
  const pick = (below: number) => Math.floor(Math.random() * below);
  const changed = await tamper({ records, checkpoint }, change, { hasher, pick });
  if (changed === undefined) return undefined;
  const report = await verify(
    { records: [changed.records] },
    {
      ...knowledge,
      ...(changed.checkpoint ? { checkpoints: [changed.checkpoint] } : {}),
      hasher,
      signal,
      onProgress,
    },
  );
  const line = firstDifference(records, changed.records);
  return { report, ...(line && { line }) };
});

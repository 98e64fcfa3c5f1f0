/** What is promised of verifying: what it costs beside reading and hashing the same records, and that memory stays flat. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { writeLog } from "./log-file";

const run = promisify(execFile);
const PROCESS = fileURLToPath(new URL("./verify-process.ts", import.meta.url));
const FEW = 10_000;
const MANY = 1_000_000;
/** Enough to see a great loss. */
const MANY_IN_SHORT = 100_000;
const ROUNDS = 5;
const MOST_TIMES = 2.5;
const MOST_GROWTH = 150e6;

export interface VerifyFigures {
  /** Milliseconds, the fastest of some rounds in turn. */
  readonly bare: number;
  readonly leaves: number;
  readonly verify: number;
}

export async function verifyPromises(isShort: boolean) {
  const many = isShort ? MANY_IN_SHORT : MANY;
  const folder = await mkdtemp(join(tmpdir(), "aegis-bench-"));
  try {
    const [small, large] = [join(folder, "small.jsonl"), join(folder, "large.jsonl")];
    await writeLog(small, FEW);
    const bytes = await writeLog(large, many);
    const figures: VerifyFigures = await inProcess(large, String(ROUNDS));
    const ofFew: { grown: number } = await inProcess(small, "memory");
    const ofMany: { grown: number } = await inProcess(large, "memory");
    return [timePromise(figures, many, bytes), memoryPromise(ofFew.grown, ofMany.grown, many)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inProcess<Answer>(path: string, how: string): Promise<Answer> {
  const { stdout } = await run(process.execPath, [...process.execArgv, PROCESS, path, how]);
  return JSON.parse(stdout);
}

function timePromise({ bare, leaves, verify }: VerifyFigures, count: number, bytes: number) {
  const each = (ms: number) => ((ms * 1e6) / count).toFixed(0);
  const times = verify / leaves;
  return {
    what: `verifying ${count.toLocaleString("en")} records in Node: at most ${MOST_TIMES} times reading and hashing them`,
    measured:
      `${times.toFixed(2)} times, ${each(verify)} ns a record of ${(bytes / count).toFixed(0)} bytes` +
      ` (as leaves ${each(leaves)} ns, bare ${each(bare)} ns: ${(verify / bare).toFixed(2)} times)`,
    holds: times <= MOST_TIMES,
  };
}

function memoryPromise(few: number, many: number, count: number) {
  const mega = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  return {
    what: `verifying ${count.toLocaleString("en")} records: the resident set grows by less than ${mega(MOST_GROWTH)}`,
    measured: `${mega(many)} at its peak, ${mega(few)} with ${FEW.toLocaleString("en")} records`,
    holds: many < MOST_GROWTH,
  };
}

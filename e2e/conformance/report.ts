import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Judgement, Miss, Suite } from "./suite";

/** What holds data; everything else in these folders describes it or runs it. */
const FOLDERS = ["vectors", "samples"];
const DATA = /\.(json|jsonl|json\.gz|txt|mjs)$/;
const SHOWN_MISSES = 20;

export interface Report {
  readonly lines: readonly string[];
  readonly passed: number;
  readonly failed: number;
}

/** Runs every suite on its file, and tells of the files that none reads. */
export async function runSuites(dataDir: string, suites: readonly Suite[]): Promise<Report> {
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const suite of suites) {
    const outcome = await runSuite(dataDir, suite);
    passed += outcome.passed;
    failed += outcome.failed;
    lines.push(...outcome.lines);
  }
  const read = new Set(suites.map((suite) => suite.reads));
  const unread = (await dataFiles(dataDir)).filter((path) => !read.has(path));
  if (unread.length > 0)
    lines.push(`read by no suite yet (${unread.length}):`, ...unread.map((path) => `  ${path}`));
  return { lines, passed, failed };
}

async function runSuite(dataDir: string, suite: Suite): Promise<Report> {
  try {
    const bytes = await readFile(join(dataDir, suite.reads));
    return judge(suite, await suite.run({ path: join(dataDir, suite.reads), bytes: new Uint8Array(bytes) }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { passed: 0, failed: 1, lines: [`${suite.reads}: ${suite.name} could not be run: ${reason}`] };
  }
}

function judge(suite: Suite, { right, wrong, explained }: Judgement): Report {
  const isExplained = ({ id }: Miss) => (explained[id] ?? "").trim() !== "";
  const faults = wrong.filter((miss) => !isExplained(miss));
  const reasons = wrong.filter(isExplained);
  const missed = new Set(wrong.map(({ id }) => id));
  // An explanation for what is no longer wrong would cover the next fault with the same id.
  const stale = Object.keys(explained).filter((id) => !missed.has(id));
  const total = right + wrong.length;
  const passed = right + reasons.length;
  const share = total === 0 ? "no case" : `${passed} of ${total} (${((100 * passed) / total).toFixed(2)} %)`;
  const lines = [
    `${suite.reads}: ${suite.name}: ${share}${reasons.length > 0 ? `, ${reasons.length} explained` : ""}`,
  ];
  for (const { id, expected, got } of faults.slice(0, SHOWN_MISSES)) {
    lines.push(`  wrong ${id}: expected ${expected}, got ${got}`);
  }
  if (faults.length > SHOWN_MISSES) lines.push(`  and ${faults.length - SHOWN_MISSES} more`);
  for (const { id } of reasons) lines.push(`  explained ${id}: ${explained[id]}`);
  for (const id of stale) lines.push(`  explained ${id}, but it is not wrong: take the explanation away`);
  // A suite without a case proves nothing, and is no success.
  return { lines, passed, failed: faults.length + stale.length + (total === 0 ? 1 : 0) };
}

/** The files of data, as paths below the folder, sorted. */
export async function dataFiles(dataDir: string): Promise<string[]> {
  const found: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(join(dataDir, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile() && DATA.test(entry.name)) found.push(path);
    }
  };
  for (const folder of FOLDERS) await walk(folder);
  return found.sort();
}

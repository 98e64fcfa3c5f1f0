import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { HEADINGS } from "../../scripts/lib/failures.mjs";
import type { Judgement, Miss, Suite } from "./suite";

/** What holds data; everything else in these folders describes it or runs it. */
const FOLDERS = ["vectors", "samples"];
const DATA = /\.(json|jsonl|json\.gz|txt|mjs)$/;
const SHOWN_FAULTS = 20;

export interface Report {
  readonly lines: readonly string[];
  /** What is wrong, each with its file, to be told once more at the end. */
  readonly faults: readonly string[];
  readonly passed: number;
  readonly failed: number;
}

export interface ReportOptions {
  readonly dataDir: string;
  readonly suites: readonly Suite[];
  /** Every explanation under its case; otherwise only how many there are. */
  readonly isExplaining: boolean;
}

/** Runs every suite on its file, and tells of the files that none reads. */
export async function runSuites({ dataDir, suites, isExplaining }: ReportOptions): Promise<Report> {
  const lines: string[] = [];
  const faults: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const suite of suites) {
    const outcome = await runSuite(dataDir, suite, isExplaining);
    passed += outcome.passed;
    failed += outcome.failed;
    lines.push(...outcome.lines);
    faults.push(...outcome.faults.map((fault) => `${suite.reads}: ${fault}`));
  }
  const read = new Set(suites.map((suite) => suite.reads));
  const unread = (await dataFiles(dataDir)).filter((path) => !read.has(path));
  if (unread.length > 0) lines.push(`read by no suite yet: ${unread.length}`);
  if (isExplaining) lines.push(...unread.map((path) => `  ${path}`));
  return { lines, faults, passed, failed };
}

async function runSuite(dataDir: string, suite: Suite, isExplaining: boolean): Promise<Report> {
  try {
    const bytes = await readFile(join(dataDir, suite.reads));
    const judgement = await suite.run({ path: join(dataDir, suite.reads), bytes: new Uint8Array(bytes) });
    return judge(suite, judgement, isExplaining);
  } catch (error) {
    const fault = `could not be run: ${error instanceof Error ? error.message : error}`;
    return { passed: 0, failed: 1, lines: [`${suite.reads}: ${suite.name} ${fault}`], faults: [fault] };
  }
}

function judge(suite: Suite, { right, wrong, explained }: Judgement, isExplaining: boolean): Report {
  const isExplained = ({ id }: Miss) => (explained[id] ?? "").trim() !== "";
  const reasons = wrong.filter(isExplained);
  const missed = new Set(wrong.map(({ id }) => id));
  const total = right + wrong.length;
  const passed = right + reasons.length;
  const faults = [
    ...wrong
      .filter((miss) => !isExplained(miss))
      .map(({ id, expected, got }) => `wrong ${id}: expected ${expected}, got ${got}`),
    // An explanation for what is no longer wrong would cover the next fault with the same id.
    ...Object.keys(explained)
      .filter((id) => !missed.has(id))
      .map((id) => `explained ${id}, but it is not wrong: take the explanation away`),
    // A suite without a case proves nothing, and is no success.
    ...(total === 0 ? ["no case"] : []),
  ];
  const share = total === 0 ? "no case" : `${passed} of ${total} (${((100 * passed) / total).toFixed(2)} %)`;
  const lines = [
    `${suite.reads}: ${suite.name}: ${share}${reasons.length > 0 ? `, ${reasons.length} explained` : ""}`,
    ...faults.slice(0, SHOWN_FAULTS).map((fault) => `  ${fault}`),
  ];
  if (faults.length > SHOWN_FAULTS) lines.push(`  and ${faults.length - SHOWN_FAULTS} more`);
  if (isExplaining) lines.push(...reasons.map(({ id }) => `  explained ${id}: ${explained[id]}`));
  return { lines, faults, passed, failed: faults.length };
}

/** The list that a run ends with when something is wrong; `.ci/run` finds it by its heading. */
export function endingLines(faults: readonly string[]): string[] {
  if (faults.length === 0) return [];
  const shown = faults.slice(0, SHOWN_FAULTS).map((fault) => `  ${fault.slice(0, 300)}`);
  const rest = faults.length > SHOWN_FAULTS ? [`  and ${faults.length - SHOWN_FAULTS} more`] : [];
  return ["", `${HEADINGS.failed} (${faults.length}):`, ...shown, ...rest];
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

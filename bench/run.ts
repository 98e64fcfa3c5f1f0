/** `npm run bench -- NAME [--json] [--short] [--no-page]`; without a name it lists what there is. */
import { readdirSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { browserName, runInPage } from "./browser/run-in-page";
import { measureAndConclude } from "./measure-and-conclude";
import type { Spread } from "./statistics";
import type { Bench, InPage, PageInput, PageResult } from "./support";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
/** What makes benchmarks is beside them. */
const NO_BENCH = new Set([
  "run.ts",
  "support.ts",
  "measure.ts",
  "measure-and-conclude.ts",
  "same.ts",
  "statistics.ts",
]);

/** For a quick look, or where only a great loss shall be noticed. */
const SHORT_ROUNDS = 5;
const OPTIONS = new Set(["--json", "--short", "--no-page"]);
const PAGE_LIMIT_MS = 600_000;

function names(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !NO_BENCH.has(file))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
}

async function load(name: string): Promise<Bench> {
  const module: { bench?: Bench } = await import(join(FOLDER, `${name}.ts`));
  if (!module.bench) throw new Error(`bench/${name}.ts exports no bench`);
  return module.bench;
}

async function main(args: readonly string[]): Promise<number> {
  const json = args.includes("--json");
  const short = args.includes("--short");
  const noPage = args.includes("--no-page");
  const [name, ...more] = args.filter((arg) => !OPTIONS.has(arg));
  if (name === undefined) {
    for (const each of names()) process.stdout.write(`${each.padEnd(16)}${(await load(each)).what}\n`);
    return 0;
  }
  if (more.length > 0 || !names().includes(name)) {
    process.stderr.write(
      `There is no benchmark ${[name, ...more].join(" ")}: take one of ${names().join(", ")}.\n`,
    );
    return 1;
  }
  const bench = await load(name);
  try {
    const runs = [await runInNode(bench, short ? SHORT_ROUNDS : null)];
    if (bench.page && !noPage) runs.push(await runInChromium(bench.page, short ? SHORT_ROUNDS : null));
    process.stdout.write(
      json ? jsonOf(name, bench, runs) : `${bench.what}\n\n${runs.map(textOf).join("\n")}`,
    );
    return runs.some(({ conclusion }) => conclusion?.holds === false) ? 1 : 0;
  } finally {
    await bench.close?.();
  }
}

/** What was measured, and in what. */
interface Run extends PageResult {
  readonly engine: string;
}

async function runInNode(bench: Bench, rounds: number | null): Promise<Run> {
  return { engine: `Node ${process.versions.node}`, ...(await measureAndConclude(bench, rounds)) };
}

async function runInChromium({ module, options }: InPage, rounds: number | null): Promise<Run> {
  const input: PageInput = { rounds };
  const answer = await runInPage<PageResult>(module, { limitMs: PAGE_LIMIT_MS, ...options, input });
  return { engine: browserName() ?? "Chromium", ...answer };
}

function jsonOf(name: string, { what }: Bench, runs: readonly Run[]): string {
  const machine = { cpu: cpus()[0]?.model.trim() ?? "unknown", cores: cpus().length, load: loadavg() };
  const [inNode, inPage] = runs.map(({ engine, result, conclusion }) => ({ engine, ...result, conclusion }));
  const node = process.versions.node;
  return `${JSON.stringify({ name, what, node, ...machine, ...inNode, page: inPage })}\n`;
}

function textOf({ engine, result, conclusion }: Run): string {
  const { baseline, rounds, figures } = result;
  const rows = figures.map(({ name, nanoseconds, ratio }) => [
    name,
    spread(nanoseconds, 0),
    `x ${spread(ratio, 2)}`,
  ]);
  const all = [["", "ns an operation", `against ${baseline}`], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const head = `${engine}: medians of ${rounds} rounds in turn (half of the rounds lie within the brackets)`;
  const promises = conclusion ? `\n${conclusion.lines.join("\n")}\n` : "";
  return `${head}\n\n${lines.join("\n")}\n${promises}`;
}

function spread({ median, low, high }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

process.exitCode = await main(process.argv.slice(2));

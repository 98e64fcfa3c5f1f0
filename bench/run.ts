/** `npm run bench -- NAME [--json] [--short]`; without a name it lists what there is. */
import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure, type Result } from "./measure";
import type { Spread } from "./statistics";
import type { Bench } from "./support";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
/** What makes benchmarks is beside them. */
const NO_BENCH = new Set(["run.ts", "support.ts", "measure.ts", "statistics.ts"]);

/** For a quick look, or where only a great loss shall be noticed. */
const SHORT_ROUNDS = 5;

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
  const [name, ...more] = args.filter((arg) => arg !== "--json" && arg !== "--short");
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
    const result = await measure(short ? { ...bench, rounds: SHORT_ROUNDS } : bench);
    const ratios = new Map(result.figures.map(({ name: each, ratio }) => [each, ratio.median]));
    const conclusion = await bench.conclude?.(ratios);
    const machine = {
      node: process.versions.node,
      cpu: cpus()[0]?.model.trim() ?? "unknown",
      cores: cpus().length,
    };
    process.stdout.write(
      json
        ? `${JSON.stringify({ name, what: bench.what, ...machine, ...result, conclusion })}\n`
        : table(bench, result),
    );
    if (conclusion && !json) process.stdout.write(`\n${conclusion.lines.join("\n")}\n`);
    return conclusion?.holds === false ? 1 : 0;
  } finally {
    await bench.close?.();
  }
}

function table(bench: Bench, { baseline, rounds, figures }: Result): string {
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
  return `${bench.what}\nmedians of ${rounds} rounds in turn (half of the rounds lie within the brackets)\n\n${lines.join("\n")}\n`;
}

function spread({ median, low, high }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

process.exitCode = await main(process.argv.slice(2));

/**
 * The long form of the tests: the same files as in every run, with more cases. What has a long form says so by reading
 * PROPERTY_RUNS (how many cases a property is tried on) or HEAVY (more kills, larger inputs).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { playwrightFindings, vitestFindings } from "./failures.mjs";
import { countPlaywright, countVitest } from "./reports.mjs";
import { npmCommand, runTool } from "./run-tool.mjs";
import { playwrightCommand } from "./test-steps.mjs";

/** @typedef {import("./reports.mjs").Counts} Counts */
/** @typedef {import("./test-steps.mjs").Context} Context */

const FOLDERS = ["app", "bench", "cli", "components", "lib", "scripts", "server"];
const LISTENS = /process\.env\.(PROPERTY_RUNS|HEAVY)\b/;
/** The engine against the policy by its description: a million cases, in parts that are told apart by their seed. */
const REFERENCE = "lib/policy/decide.property.test.ts";
const REFERENCE_RUNS = 100_000;
const REFERENCE_SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);
const DEFAULT_RUNS = 10_000;
const TEST_LIMIT_MS = 2 * 60 * 60_000;

/** @type {import("./test-steps.mjs").TestStep[]} */
export const HEAVY_STEPS = [
  { name: "properties", needs: [], run: runProperties },
  { name: "reference", needs: [], run: runReference },
  { name: "faults", needs: [], run: runFaults },
];

/**
 * Every test that has a long form.
 * @param {string} root
 */
export function heavyTests(root) {
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`),
  );
  return paths
    .filter((path) => /\.test\.tsx?$/.test(path) && LISTENS.test(readFileSync(join(root, path), "utf8")))
    .sort();
}

/** @param {Context} context */
async function runProperties({ root, reports }) {
  const runs = Number(process.env.PROPERTY_RUNS ?? DEFAULT_RUNS);
  const files = heavyTests(root).filter((path) => path !== REFERENCE);
  const part = await runVitest(root, join(reports, "properties.json"), files, {
    PROPERTY_RUNS: String(runs),
  });
  return { ...part, detail: `${files.length} files, ${runs} cases a property` };
}

/** @param {Context} context */
async function runReference({ root, reports }) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  let output = "";
  /** @type {import("./failures.mjs").Findings} */
  const findings = { failed: [], flaky: [] };
  for (const seed of REFERENCE_SEEDS) {
    const part = await runVitest(root, join(reports, `reference-${seed}.json`), [REFERENCE], {
      PROPERTY_RUNS: String(REFERENCE_RUNS),
      PROPERTY_SEED: String(seed),
    });
    total.passed += part.counts.passed;
    total.failed += part.counts.failed;
    total.skipped += part.counts.skipped;
    if (part.counts.failed > 0) output += `PROPERTY_SEED=${seed}\n${part.output}`;
    findings.failed.push(...part.findings.failed);
  }
  const cases = REFERENCE_RUNS * REFERENCE_SEEDS.length;
  return { counts: total, detail: `${cases} cases by ${REFERENCE_SEEDS.length} seeds`, output, findings };
}

/**
 * What is done to real servers, one test after the other: each of them has its own, and a disk for itself.
 * @param {Context} context
 */
async function runFaults({ root, reports }) {
  await build(root);
  const report = join(reports, "faults.json");
  const args = ["--project=e2e", "--workers=1", "--reporter=list,json", "faults/"];
  const { code, output } = await runTool(playwrightCommand(root, args), {
    cwd: root,
    env: { HEAVY: "1", PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  const counts = countPlaywright(report, code);
  return { counts, detail: "kills, disks, clocks, processes", output, findings: playwrightFindings(report) };
}

/**
 * @param {string} root
 * @param {string} report
 * @param {string[]} files
 * @param {Record<string, string>} env
 * @returns {Promise<{ counts: Counts, output: string, findings: import("./failures.mjs").Findings }>}
 */
async function runVitest(root, report, files, env) {
  const options = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const limits = [`--testTimeout=${TEST_LIMIT_MS}`, `--hookTimeout=${TEST_LIMIT_MS}`];
  const command = [...npmCommand(), "run", "--silent", "test:unit", "--", ...options, ...limits, ...files];
  const { code, output } = await runTool(command, { cwd: root, env: { ...env, HEAVY: "1" } });
  return { counts: countVitest(report, code), output, findings: vitestFindings(report, root) };
}

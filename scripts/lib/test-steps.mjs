import { rmSync } from "node:fs";
import { join } from "node:path";
import { scanClientBundle } from "../checks/client-bundle.mjs";
import { build } from "./build.mjs";
import { playwrightFindings, vitestFindings } from "./failures.mjs";
import { countPlaywright, countVitest } from "./reports.mjs";
import { npmCommand, runTool } from "./run-tool.mjs";

/**
 * @typedef {import("./reports.mjs").Counts} Counts
 * @typedef {{ root: string, reports: string, browser?: string }} Context
 * @typedef {{ counts: Counts, detail: string, output?: string, findings?: import("./failures.mjs").Findings }} Outcome
 * @typedef {{ name: string, needs: string[], run: (context: Context) => Promise<Outcome> }} TestStep
 */

/** @type {TestStep[]} in the order in which they run */
export const TEST_STEPS = [
  { name: "lint", needs: [], run: (context) => runCheck(context, "lint") },
  { name: "typecheck", needs: [], run: runTypecheck },
  { name: "unit", needs: [], run: runUnit },
  { name: "build", needs: [], run: runBuild },
  { name: "bundle", needs: ["build"], run: runBundleScan },
  { name: "e2e", needs: ["browser", "build"], run: runE2e },
];

/** @param {boolean} ok */
export function countOne(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/**
 * @param {Context} context
 * @param {string} script
 */
async function runCheck({ root }, script) {
  const { code, output } = await runTool([...npmCommand(), "run", "--silent", script], { cwd: root });
  return { counts: countOne(code === 0), detail: code === 0 ? "clean" : "faults found", output };
}

/** @param {Context} context */
async function runTypecheck(context) {
  // The development server leaves types of routes that may be gone since; it makes them anew when it starts.
  rmSync(join(context.root, ".next", "dev", "types"), { recursive: true, force: true });
  return await runCheck(context, "typecheck");
}

/** @param {Context} context */
async function runUnit({ root, reports }) {
  const report = join(reports, "unit.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const command = [...npmCommand(), "run", "--silent", "test:unit", "--", ...reporters];
  const { code, output } = await runTool(command, { cwd: root });
  const counts = countVitest(report, code);
  return { counts, detail: describe(counts), output, findings: vitestFindings(report, root) };
}

/** @param {Context} context */
async function runBuild({ root }) {
  return { counts: countOne(true), detail: (await build(root)).detail };
}

/** @param {Context} context */
async function runBundleScan({ root }) {
  const { files, leaks } = scanClientBundle(root);
  const output = leaks.map(({ file, rule, excerpt }) => `${file}: ${rule}: ${excerpt}\n`).join("");
  const detail = leaks.length === 0 ? `${files} files, nothing leaks` : `${leaks.length} leaks`;
  return { counts: countOne(leaks.length === 0), detail, output };
}

/** @param {Context} context */
async function runE2e({ root, reports, browser }) {
  const report = join(reports, "e2e.json");
  const { code, output } = await runTool(playwrightCommand(root, ["--project=e2e", "--reporter=list,json"]), {
    cwd: root,
    env: { AEGIS_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  const counts = countPlaywright(report, code);
  return { counts, detail: describe(counts), output, findings: playwrightFindings(report) };
}

/**
 * @param {string} root
 * @param {string[]} args
 */
export function playwrightCommand(root, args) {
  const cli = join(root, "node_modules", "@playwright", "test", "cli.js");
  return [process.execPath, cli, "test", "--config", join(root, "e2e", "playwright.config.ts"), ...args];
}

/** @param {Counts} counts */
function describe({ passed, failed, skipped }) {
  const parts = [`${passed} passed`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  return parts.join(", ");
}

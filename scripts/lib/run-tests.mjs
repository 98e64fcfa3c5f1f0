import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { Fault } from "./fault.mjs";
import { install } from "./install.mjs";
import { totalLine } from "./reports.mjs";
import { QUIET_ENV } from "./run-tool.mjs";
import { printStep, runStep } from "./steps.mjs";

/** @typedef {import("./reports.mjs").Counts} Counts */

/** Only when it is called, because what the steps need may have just been installed. */
const everything = async () => (await import("./test-steps.mjs")).TEST_STEPS;

/**
 * Runs every step that is asked for, whatever became of the ones before, and ends with one line over all of them.
 * @param {{ root: string, only?: string[] | undefined, load?: () => Promise<import("./test-steps.mjs").TestStep[]> }} options
 * @returns {Promise<number>} the exit code
 */
export async function runTests({ root, only, load = everything }) {
  Object.assign(process.env, QUIET_ENV);
  const total = { passed: 0, failed: 0, skipped: 0 };
  const reports = mkdtempSync(join(tmpdir(), "aegis-tests-"));
  try {
    await runSteps({ root, only, load, reports, total });
  } catch (error) {
    addCounts(total, { passed: 0, failed: 1, skipped: 0 });
    process.stdout.write(`${error instanceof Fault ? error.message : error?.stack}\n`);
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  process.stdout.write(`\n${totalLine(total)}\n`);
  return total.failed > 0 ? 1 : 0;
}

/** @param {{ root: string, only?: string[] | undefined, load: () => Promise<import("./test-steps.mjs").TestStep[]>, reports: string, total: Counts }} options */
async function runSteps({ root, only, load, reports, total }) {
  await runStep("install", () => install(root, { dev: true }));
  const all = await load();
  const steps = all.filter(({ name }) => only === undefined || only.includes(name));
  const unknown = only?.filter((name) => all.every((step) => step.name !== name)) ?? [];
  if (unknown.length > 0) {
    throw new Fault(
      `There is no step ${unknown.join(", ")}: --only takes ${all.map(({ name }) => name).join(", ")}.`,
    );
  }
  await runTestSteps(steps, { root, reports, findBrowser: () => ensureBrowser(root), total });
}

/**
 * @param {import("./test-steps.mjs").TestStep[]} steps
 * @param {{ root: string, reports: string, findBrowser: () => Promise<{ path: string, detail: string }>, total: Counts }} options
 */
export async function runTestSteps(steps, { root, reports, findBrowser, total }) {
  /** @type {Set<string>} */
  const broken = new Set();
  const context = { root, reports, browser: "" };
  if (steps.some(({ needs }) => needs.includes("browser"))) {
    try {
      context.browser = (await runStep("browser", findBrowser)).path;
    } catch (error) {
      broken.add("browser");
      printStep("browser", error.message);
    }
  }
  for (const step of steps) {
    const counts = await runTestStep(step, context, broken);
    if (counts.failed > 0) broken.add(step.name);
    addCounts(total, counts);
  }
}

/**
 * @param {import("./test-steps.mjs").TestStep} step
 * @param {import("./test-steps.mjs").Context} context
 * @param {Set<string>} broken
 * @returns {Promise<Counts>}
 */
async function runTestStep(step, context, broken) {
  const missing = step.needs.find((name) => broken.has(name));
  if (missing !== undefined) {
    printStep(step.name, `not run, because of: ${missing}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  try {
    const { counts, output = "" } = await runStep(step.name, () => step.run(context));
    if (counts.failed > 0) process.stdout.write(`${output}\n`);
    return counts;
  } catch (error) {
    printStep(step.name, error instanceof Fault ? error.message : String(error?.stack));
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/**
 * @param {Counts} total
 * @param {Counts} counts
 */
function addCounts(total, counts) {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}

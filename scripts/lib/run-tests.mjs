import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { findingLines, wholeStep } from "./failures.mjs";
import { Fault } from "./fault.mjs";
import { install } from "./install.mjs";
import { totalLine } from "./reports.mjs";
import { QUIET_ENV } from "./run-tool.mjs";
import { printStep, runStep } from "./steps.mjs";

/** @typedef {import("./reports.mjs").Counts} Counts */
/** @typedef {import("./failures.mjs").Findings} Findings */

/** Only when it is called, because what the steps need may have just been installed. */
const everything = async () => (await import("./test-steps.mjs")).TEST_STEPS;

/**
 * Runs every step that is asked for, whatever became of the ones before, and ends with the names of what failed and
 * one line over all of them.
 * @param {{ root: string, only?: string[] | undefined, load?: () => Promise<import("./test-steps.mjs").TestStep[]> }} options
 * @returns {Promise<number>} the exit code
 */
export async function runTests({ root, only, load = everything }) {
  Object.assign(process.env, QUIET_ENV);
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {Findings} */
  const findings = { failed: [], flaky: [] };
  const reports = mkdtempSync(join(tmpdir(), "aegis-tests-"));
  try {
    await runSteps({ root, only, load, reports, total, findings });
  } catch (error) {
    addCounts(total, FAILED);
    findings.failed.push(wholeStep("the run", reasonOf(error)));
    process.stdout.write(`${reasonOf(error)}\n`);
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  process.stdout.write([...findingLines(findings), "", totalLine(total), ""].join("\n"));
  return total.failed > 0 ? 1 : 0;
}

/** @param {{ root: string, only?: string[] | undefined, load: () => Promise<import("./test-steps.mjs").TestStep[]>, reports: string, total: Counts, findings: Findings }} options */
async function runSteps({ root, only, load, reports, total, findings }) {
  await runStep("install", () => install(root, { dev: true }));
  const all = await load();
  const steps = all.filter(({ name }) => only === undefined || only.includes(name));
  const unknown = only?.filter((name) => all.every((step) => step.name !== name)) ?? [];
  if (unknown.length > 0) {
    throw new Fault(
      `There is no step ${unknown.join(", ")}: --only takes ${all.map(({ name }) => name).join(", ")}.`,
    );
  }
  await runTestSteps(steps, { root, reports, findBrowser: () => ensureBrowser(root), total, findings });
}

/**
 * @param {import("./test-steps.mjs").TestStep[]} steps
 * @param {{ root: string, reports: string, findBrowser: () => Promise<{ path: string, detail: string }>, total: Counts, findings: Findings }} options
 */
export async function runTestSteps(steps, { root, reports, findBrowser, total, findings }) {
  /** @type {Set<string>} */
  const broken = new Set();
  const context = { root, reports, browser: "" };
  if (steps.some(({ needs }) => needs.includes("browser"))) {
    try {
      context.browser = (await runStep("browser", findBrowser)).path;
    } catch (error) {
      broken.add("browser");
      findings.failed.push(wholeStep("browser", reasonOf(error)));
      printStep("browser", error.message);
    }
  }
  for (const step of steps) {
    const counts = await runTestStep(step, context, broken, findings);
    if (counts.failed > 0) broken.add(step.name);
    addCounts(total, counts);
  }
}

/**
 * @param {import("./test-steps.mjs").TestStep} step
 * @param {import("./test-steps.mjs").Context} context
 * @param {Set<string>} broken
 * @param {Findings} findings takes what this one has found
 * @returns {Promise<Counts>}
 */
async function runTestStep(step, context, broken, findings) {
  const fail = (/** @type {string} */ why) => {
    printStep(step.name, why);
    findings.failed.push(wholeStep(step.name, why));
    return FAILED;
  };
  const missing = step.needs.find((name) => broken.has(name));
  if (missing !== undefined) return fail(`not run, because of: ${missing}`);
  try {
    const { counts, output = "", findings: found } = await runStep(step.name, () => step.run(context));
    if (counts.failed > 0) process.stdout.write(`${output}\n`);
    const { failed = [], flaky = [] } = found ?? {};
    findings.flaky.push(...flaky.map((each) => ofStep(step, each)));
    findings.failed.push(...failed.map((each) => ofStep(step, each)));
    // More went wrong than has a name: an error outside of every test, a check that has no tests.
    if (counts.failed > failed.length) findings.failed.push(wholeStep(step.name, output));
    return counts;
  } catch (error) {
    return fail(reasonOf(error));
  }
}

const FAILED = Object.freeze({ passed: 0, failed: 1, skipped: 0 });

/**
 * @param {import("./test-steps.mjs").TestStep} step
 * @param {import("./failures.mjs").Failure} failure
 */
function ofStep({ name }, { test, message }) {
  return { test: `${name}: ${test}`, message };
}

/** @param {any} error */
function reasonOf(error) {
  return error instanceof Fault ? error.message : String(error?.stack ?? error);
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

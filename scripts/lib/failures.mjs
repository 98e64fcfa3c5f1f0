/**
 * What failed, by name, read from the reports of the runners: told once more at the very end, because of a long run
 * often only the end is kept. What passed only when it was tried again is named beside it.
 * @typedef {{ test: string, message: string }} Failure
 * @typedef {{ failed: Failure[], flaky: Failure[] }} Findings
 */
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { readReport } from "./reports.mjs";

/** How `.ci/run` finds the list again. */
export const HEADINGS = Object.freeze({ failed: "What failed", flaky: "Passed only when tried again" });
const MOST_LINES = 15;
/** All of it is to fit into the last hundred lines. */
const ROOM = 85;

/**
 * @param {string} path
 * @param {string} root
 * @returns {Findings}
 */
export function vitestFindings(path, root) {
  /** @type {Findings} */
  const found = { failed: [], flaky: [] };
  for (const file of readReport(path)?.testResults ?? []) {
    const name = relative(root, file.name);
    if (file.status === "failed" && file.assertionResults.length === 0) {
      found.failed.push({ test: name, message: file.message });
    }
    for (const { status, ancestorTitles, title, failureMessages } of file.assertionResults) {
      if (failureMessages.length === 0) continue;
      const test = [name, ...ancestorTitles.filter(Boolean), title].join(" > ");
      const list = status === "failed" ? found.failed : found.flaky;
      list.push({ test, message: failureMessages.join("\n") });
    }
  }
  return found;
}

/**
 * @param {string} path
 * @returns {Findings}
 */
export function playwrightFindings(path) {
  const report = readReport(path);
  /** @type {Findings} */
  const found = { failed: (report?.errors ?? []).map(ofError), flaky: [] };
  for (const suite of report?.suites ?? []) collectSuite(suite, [], found);
  return found;
}

/** @param {{ message?: string, location?: { file: string } }} error of no test: in the set-up, or while a file was loaded */
function ofError({ message = "", location }) {
  return { test: location?.file ?? "before and after the tests", message };
}

/**
 * @param {any} suite as Playwright writes it
 * @param {string[]} above
 * @param {Findings} found
 */
function collectSuite(suite, above, found) {
  const names = [...above, suite.title].filter(Boolean);
  for (const inner of suite.suites ?? []) collectSuite(inner, names, found);
  for (const { title, tests } of suite.specs ?? []) {
    for (const { status, results } of tests) {
      if (status !== "unexpected" && status !== "flaky") continue;
      const errors = results.flatMap((/** @type {any} */ result) => result.errors ?? []);
      const message = errors.map((/** @type {any} */ error) => error.message ?? error.value ?? "").join("\n");
      const list = status === "flaky" ? found.flaky : found.failed;
      list.push({ test: [...names, title].join(" > "), message });
    }
  }
}

/**
 * The end of what a step said, for a step that names no test.
 * @param {string} step
 * @param {string} output
 * @returns {Failure}
 */
export function wholeStep(step, output) {
  return {
    test: step,
    message: linesOf(output)
      .slice(-2 * MOST_LINES)
      .join("\n"),
  };
}

/**
 * What is printed before the total: nothing when nothing went wrong.
 * @param {Findings} findings
 * @returns {string[]}
 */
export function findingLines({ failed, flaky }) {
  const each = Math.max(0, Math.min(2 * MOST_LINES, Math.floor(ROOM / (failed.length + flaky.length)) - 1));
  return [
    ...section(HEADINGS.flaky, flaky, Math.min(each, 3)),
    ...section(HEADINGS.failed, failed, failed.length === 1 ? each : Math.min(each, MOST_LINES)),
  ];
}

/**
 * @param {string} heading
 * @param {Failure[]} list
 * @param {number} lines
 */
function section(heading, list, lines) {
  if (list.length === 0) return [];
  const shown = list.flatMap(({ test, message }) => [
    `  ${test}`,
    ...linesOf(message)
      .slice(0, lines)
      .map((line) => `      ${line.slice(0, 300)}`),
  ]);
  return ["", `${heading} (${list.length}):`, ...shown];
}

/** @param {string} text */
function linesOf(text) {
  return stripVTControlCharacters(text)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
}

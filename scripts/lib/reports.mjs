/**
 * What a test runner's report amounts to. A runner that left no report, or ended badly without a failed test to
 * show for it, counts as one failure: it is never taken for success.
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */
import { readFileSync } from "node:fs";

/**
 * @param {string} path
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countVitest(path, exitCode) {
  const report = readReport(path);
  if (!report || !Array.isArray(report.testResults)) return CRASHED;
  const unread = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  return settle(exitCode, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unread.length,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/**
 * @param {string} path
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countPlaywright(path, exitCode) {
  const report = readReport(path);
  if (!report?.stats) return CRASHED;
  const { expected, unexpected, flaky, skipped } = report.stats;
  // What passed when it was tried again did pass; it is named at the end of the run (failures.mjs).
  return settle(exitCode, { passed: expected + flaky, failed: unexpected, skipped });
}

const CRASHED = Object.freeze({ passed: 0, failed: 1, skipped: 0 });

/**
 * @param {number} exitCode
 * @param {Counts} counts
 * @returns {Counts}
 */
function settle(exitCode, counts) {
  const numbers = [counts.passed, counts.failed, counts.skipped];
  if (!numbers.every((number) => Number.isInteger(number) && number >= 0)) return CRASHED;
  const ranNothing = counts.passed + counts.failed === 0;
  const failedOtherwise = exitCode !== 0 && counts.failed === 0;
  return ranNothing || failedOtherwise ? { ...counts, failed: 1 } : counts;
}

/**
 * The report as its runner wrote it, if there is one.
 * @param {string} path
 */
export function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** @param {Counts} counts */
export function totalLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startNode, tempFolder, writeFiles } from "../testing/launcher";
import { countPlaywright, countVitest, totalLine } from "./reports.mjs";
import { ROOT } from "./root.mjs";

const CRASHED = { passed: 0, failed: 1, skipped: 0 };

function report(content: unknown): string {
  const path = join(tempFolder(), "report.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const vitest = (passed: number, failed: number, testResults: unknown[] = []) =>
  report({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults,
  });
const playwright = (stats: Record<string, number>) =>
  report({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats } });

describe("a runner that did not report is no success", () => {
  test.each([
    ["no file", "/nowhere/report.json"],
    ["half a file", () => report('{"stats":{"expec')],
    ["another file", () => report({ hello: 1 })],
  ])("%s", (_, source) => {
    const path = typeof source === "string" ? source : source();
    for (const code of [0, 1]) {
      expect(countVitest(path, code)).toEqual(CRASHED);
      expect(countPlaywright(path, code)).toEqual(CRASHED);
    }
  });

  test("numbers that are none", () => {
    expect(countPlaywright(playwright({ expected: -1 }), 0)).toEqual(CRASHED);
    expect(countVitest(report({ testResults: [], numPassedTests: 1 }), 0)).toEqual(CRASHED);
  });

  test("nothing was run", () => {
    expect(countPlaywright(playwright({}), 0)).toEqual(CRASHED);
    expect(countVitest(vitest(0, 0), 0)).toEqual({ passed: 0, failed: 1, skipped: 2 });
  });

  test("it ended badly though every test passed", () => {
    expect(countPlaywright(playwright({ expected: 5 }), 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(countVitest(vitest(5, 0), 1)).toEqual({ passed: 5, failed: 1, skipped: 2 });
  });
});

test("counts what the reports say", () => {
  expect(countPlaywright(playwright({ expected: 5, unexpected: 2, skipped: 1 }), 1)).toEqual({
    passed: 5,
    failed: 2,
    skipped: 1,
  });
  expect(countPlaywright(playwright({ expected: 5, flaky: 1 }), 0)).toEqual({
    passed: 6,
    failed: 0,
    skipped: 0,
  });
  expect(countVitest(vitest(5, 2), 1)).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test("reads what Vitest really writes, a file that cannot be loaded included", async () => {
  const folder = tempFolder();
  writeFiles(folder, {
    "good.test.js":
      'test("a", () => {}); test.skip("b", () => {}); test("c", () => { throw new Error("planted"); });',
    "broken.test.js": 'import "./nowhere.js";',
  });
  const path = join(folder, "report.json");
  const runner = join(ROOT, "node_modules/vitest/vitest.mjs");
  const args = [runner, "run", "--globals", "--root", folder, "--reporter=json", `--outputFile=${path}`];
  const { code } = await startNode(args, {}, folder).ended;
  expect(countVitest(path, code ?? 1)).toEqual({ passed: 1, failed: 2, skipped: 1 });
});

test.each([
  [{ passed: 3, failed: 0, skipped: 0 }, "3 passed, 0 failed"],
  [{ passed: 3, failed: 1, skipped: 2 }, "3 passed, 1 failed, 2 skipped"],
])("the last line of %o is %s", (counts, line) => {
  expect(totalLine(counts)).toBe(line);
});

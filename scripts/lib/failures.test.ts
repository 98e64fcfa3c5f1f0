import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startNode, tempFolder, writeFiles } from "../testing/launcher";
import { findingLines, playwrightFindings, vitestFindings, wholeStep } from "./failures.mjs";
import { ROOT } from "./root.mjs";

const NOTHING = { failed: [], flaky: [] };

test("names what Vitest reports: failed tests, files that cannot be loaded, and what passed the second time", async () => {
  const folder = tempFolder();
  writeFiles(folder, {
    "good.test.js":
      'test("a", () => {}); test.skip("b", () => {}); describe("in", () => test("c", () => { throw new Error("planted"); }));',
    "broken.test.js": 'import "./nowhere.js";',
    "again.test.js":
      'let n = 0; test("d", { retry: 1 }, () => { if (n++ === 0) throw new Error("at first"); });',
  });
  const path = join(folder, "report.json");
  const runner = join(ROOT, "node_modules/vitest/vitest.mjs");
  const args = [runner, "run", "--globals", "--root", folder, "--reporter=json", `--outputFile=${path}`];
  await startNode(args, {}, folder).ended;
  const { failed, flaky } = vitestFindings(path, folder);
  expect(failed.map((each) => each.test).sort()).toEqual(["broken.test.js", "good.test.js > in > c"]);
  expect(failed.map(({ message }) => message).join()).toMatch(/planted[\s\S]*nowhere|nowhere[\s\S]*planted/);
  expect(flaky).toMatchObject([
    { test: "again.test.js > d", message: expect.stringContaining("Error: at first") },
  ]);
});

test("names what Playwright reports: failed and retried tests, wherever they are, and errors of no test", () => {
  const spec = (title: string, status: string, ...messages: string[]) => ({
    title,
    tests: [{ status, results: messages.map((message) => ({ errors: [{ message }] })) }],
  });
  const path = join(tempFolder(), "report.json");
  const inner = { title: "inside", specs: [spec("two", "unexpected", "first", "second")] };
  const specs = [spec("one", "expected"), spec("three", "flaky", "once"), spec("four", "skipped")];
  const suites = [{ title: "a.spec.ts", specs, suites: [inner] }];
  writeFileSync(path, JSON.stringify({ errors: [{ message: "no server" }], suites }));
  expect(playwrightFindings(path)).toEqual({
    failed: [
      { test: "before and after the tests", message: "no server" },
      { test: "a.spec.ts > inside > two", message: "first\nsecond" },
    ],
    flaky: [{ test: "a.spec.ts > three", message: "once" }],
  });
});

test("no report, no names", () => {
  expect(vitestFindings("/nowhere", "/")).toEqual(NOTHING);
  expect(playwrightFindings("/nowhere")).toEqual(NOTHING);
});

describe("the list at the end", () => {
  const failures = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      test: `test ${n}`,
      message: Array.from({ length: 200 }, (_, line) => `line ${line}`).join("\n"),
    }));

  test("is empty when nothing went wrong", () => {
    expect(findingLines(NOTHING)).toEqual([]);
  });

  test("has no colours and no endless lines", () => {
    const message = `\u001b[31mred\u001b[39m\n\n${"x".repeat(5_000)}`;
    const lines = findingLines({ failed: [{ test: "t", message }], flaky: [] });
    expect(lines.slice(2)).toEqual(["  t", "      red", `      ${"x".repeat(300)}`]);
  });

  test.each([1, 2, 5, 10, 40, 80])(
    "with %d failures, names all and fits into the last 100 lines",
    (count) => {
      const lines = findingLines({ failed: failures(count), flaky: failures(3) });
      expect(lines.length).toBeLessThan(97);
      for (let n = 0; n < count; n++) expect(lines).toContain(`  test ${n}`);
      if (count <= 5)
        expect(lines.filter((line) => line.includes("line ")).length).toBeGreaterThan(8 * count);
    },
  );
});

test("of a step without tests it is the end that tells", () => {
  const { test: name, message } = wholeStep("lint", `${"early\n".repeat(500)}late`);
  expect(name).toBe("lint");
  expect(message.split("\n").length).toBe(30);
  expect(message).toMatch(/late$/);
});

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/lib/root.mjs";
import { startNode, tempFolder, writeFiles } from "../../scripts/testing/launcher";

/** A suite that finds every number even, but for those that the planted explanation excuses. */
const suite = (explained = "{}") => `
  export const suite = {
    name: "even numbers",
    reads: "vectors/numbers.json",
    run: ({ bytes }) => {
      const numbers = JSON.parse(new TextDecoder().decode(bytes));
      const wrong = numbers.filter((n) => n % 2).map((n) => ({ id: "n" + n, expected: "even", got: String(n) }));
      return { right: numbers.length - wrong.length, wrong, explained: ${explained} };
    },
  };
`;

async function run(files: Record<string, string>, args?: string[], more: string[] = []) {
  const folder = tempFolder();
  writeFiles(folder, {
    "package.json": '{"type":"module"}',
    "suites/README.md": "",
    "data/vectors/README.md": "",
    ...files,
  });
  const given = args ?? ["--data", join(folder, "data")];
  const suites = ["--suites", join(folder, "suites")];
  const command = ["--import", "tsx", "e2e/conformance/run.ts", ...suites, ...given, ...more];
  return await startNode(command, {}, ROOT).ended;
}

describe("the conformance run", () => {
  test("all right: a figure for the file, the files that nobody reads, the total as the last line", async () => {
    const { code, stdout, stderr } = await run({
      "suites/even.ts": suite(),
      "data/vectors/numbers.json": "[2,4]",
      "data/samples/pii/positive.json.gz": "",
      "data/samples/README-pii.md": "",
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.split("\n")).toEqual([
      "vectors/numbers.json: even numbers: 2 of 2 (100.00 %)",
      "read by no suite yet: 1",
      "2 passed, 0 failed",
      "",
    ]);
  });

  test("a wrong answer is shown, again at the end, and fails the run", async () => {
    const { code, stdout } = await run({ "suites/even.ts": suite(), "data/vectors/numbers.json": "[2,3]" });
    expect(code).toBe(1);
    expect(stdout.split("\n")).toEqual([
      "vectors/numbers.json: even numbers: 1 of 2 (50.00 %)",
      "  wrong n3: expected even, got 3",
      "",
      "What failed (1):",
      "  vectors/numbers.json: wrong n3: expected even, got 3",
      "1 passed, 1 failed",
      "",
    ]);
  });

  test("an explained one does not; an explanation that nothing needs, or that says nothing, does", async () => {
    const odd = { "data/vectors/numbers.json": "[2,3]" };
    const excused = { ...odd, "suites/even.ts": suite('{ n3: "three is even enough" }') };
    const explained = await run(excused);
    expect(explained.code).toBe(0);
    expect(explained.stdout).toContain("2 of 2 (100.00 %), 1 explained\n2 passed");
    const told = await run({ ...excused, "data/samples/other.json": "" }, undefined, ["--explain"]);
    expect(told.stdout).toContain("1 explained\n  explained n3: three is even enough\n");
    expect(told.stdout).toContain("read by no suite yet: 1\n  samples/other.json\n");
    expect((await run({ ...odd, "suites/even.ts": suite('{ n3: " " }') })).code).toBe(1);
    const stale = await run({ ...odd, "suites/even.ts": suite('{ n3: "so", n5: "so" }') });
    expect(stale.code).toBe(1);
    expect(stale.stdout).toContain("explained n5, but it is not wrong");
  });

  test("a suite that cannot run, finds no file or no case, or crashes is a failure", async () => {
    expect((await run({ "suites/even.ts": suite() })).stdout).toMatch(
      /could not be run: ENOENT[\s\S]*0 passed, 1 failed\n$/,
    );
    const broken = await run({ "suites/even.ts": suite(), "data/vectors/numbers.json": "[" });
    expect({ code: broken.code, last: broken.stdout.trim().split("\n").at(-1) }).toEqual({
      code: 1,
      last: "0 passed, 1 failed",
    });
    expect((await run({ "suites/even.ts": suite(), "data/vectors/numbers.json": "[]" })).code).toBe(1);
    expect((await run({ "suites/none.ts": "export const other = 1;" })).code).toBe(2);
  });

  test("without a suite it says so", async () => {
    const { code, stdout } = await run({ "data/vectors/numbers.json": "[]" });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^There is no suite yet: nothing was run\.\n[\s\S]*\n0 passed, 0 failed\n$/);
  });

  test.each([[["--data", "/nowhere/at/all"]], [[]], [["--date", "x"]]])(
    "%j ends with 2 and a sentence",
    async (args) => {
      const { code, stdout, stderr } = await run({}, args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/^\S[^\n]*\n$/);
    },
  );
});

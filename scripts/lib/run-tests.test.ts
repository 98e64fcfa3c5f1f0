import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Findings, findingLines } from "./failures.mjs";
import { Fault } from "./fault.mjs";
import { totalLine } from "./reports.mjs";
import { runTestSteps } from "./run-tests.mjs";

type Step = Parameters<typeof runTestSteps>[0][number];
type Counts = Awaited<ReturnType<Step["run"]>>["counts"];

let printed = "";
let ending: string[] = [];
beforeEach(() => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    printed += chunk;
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

function step(name: string, counts: Counts, needs: string[] = []): Step {
  return { name, needs, run: async () => ({ counts, detail: `${name} ran`, output: `${name} says why` }) };
}

async function totalOf(steps: Step[], findBrowser = async () => ({ path: "/browser", detail: "found" })) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const findings: Findings = { failed: [], flaky: [] };
  await runTestSteps(steps, { root: "/", reports: "/", findBrowser, total, findings });
  ending = findingLines(findings);
  return totalLine(total);
}

const good = { passed: 3, failed: 0, skipped: 0 };
const bad = { passed: 2, failed: 1, skipped: 4 };

test("adds up every step, and prints in full what a failed one said", async () => {
  expect(await totalOf([step("lint", good), step("unit", bad), step("last", good)])).toBe(
    "8 passed, 1 failed, 4 skipped",
  );
  expect(printed).toContain("unit says why");
  expect(printed).not.toContain("lint says why");
  expect(printed).toContain("last ran");
  expect(ending).toEqual(["", "What failed (1):", "  unit", "      unit says why"]);
});

test("ends with every failed test of every step, and with those that passed only when tried again", async () => {
  const found = (test: string) => [{ test, message: `${test} was wrong` }];
  const told = (step_: Step, findings: Findings): Step => ({
    ...step_,
    run: async () => ({ ...(await step_.run({ root: "/", reports: "/" })), findings }),
  });
  await totalOf([
    told(step("unit", bad), { failed: found("a.test.ts > one"), flaky: [] }),
    told(step("e2e", good), { failed: [], flaky: found("b.spec.ts > two") }),
    // A failure that no test stands for: an error outside of all of them.
    told(step("more", { ...bad, failed: 2 }), { failed: found("c.test.ts > three"), flaky: [] }),
  ]);
  expect(ending.filter((line) => !line.startsWith("    "))).toEqual([
    "",
    "Passed only when tried again (1):",
    "  e2e: b.spec.ts > two",
    "",
    "What failed (3):",
    "  unit: a.test.ts > one",
    "  more: c.test.ts > three",
    "  more",
  ]);
  expect(ending).toContain("      a.test.ts > one was wrong");
  expect(ending).toContain("      more says why");
});

test("what needs a broken step is not run, and counts as failed", async () => {
  expect(await totalOf([step("build", bad), step("e2e", good, ["build"]), step("last", good)])).toBe(
    "5 passed, 2 failed, 4 skipped",
  );
  expect(printed).toMatch(/^e2e +not run, because of: build/m);
  expect(ending).toContain("      not run, because of: build");
});

test("a step that crashes counts as failed, and the others still run", async () => {
  const crash: Step = { name: "unit", needs: [], run: () => Promise.reject(new TypeError("planted")) };
  expect(await totalOf([crash, step("last", good)])).toBe("3 passed, 1 failed");
  expect(printed).toContain("planted");
  expect(ending.join("\n")).toContain("planted");
});

test("no browser fails what needs one, and nothing else", async () => {
  const none = () => Promise.reject(new Fault("There is no browser: install one."));
  expect(await totalOf([step("lint", good), step("e2e", good, ["browser"])], none)).toBe(
    "3 passed, 1 failed",
  );
  expect(printed).toContain("There is no browser: install one.");
  expect(ending).toContain("      There is no browser: install one.");
});

import { expect, test } from "vitest";
import { HEAVY_STEPS, heavyTests } from "./heavy-steps.mjs";
import { ROOT } from "./root.mjs";

test("finds the tests that have a long form, and no others", () => {
  const found = heavyTests(ROOT);
  expect(found).toContain("lib/policy/decide.property.test.ts");
  expect(found).toContain("lib/spec/engine-agrees.test.ts");
  expect(found).not.toContain("scripts/lib/heavy-steps.test.ts");
  expect(found.every((path) => path.endsWith(".test.ts") || path.endsWith(".test.tsx"))).toBe(true);
  expect(found.length).toBeGreaterThan(10);
});

test("each step has a name of its own", () => {
  const names = HEAVY_STEPS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

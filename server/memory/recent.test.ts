import { expect, test } from "vitest";
import { Recent } from "./recent";

test("keeps what was asked for last, and makes the rest again", () => {
  const made: string[] = [];
  const recent = new Recent<string, number>(2, (key) => made.push(key));
  expect([recent.get("a"), recent.get("b"), recent.get("a"), recent.get("c"), recent.get("a")]).toEqual([
    1, 2, 1, 3, 1,
  ]);
  expect(recent.get("b")).toBe(4);
  expect(made).toEqual(["a", "b", "c", "b"]);
});

import { expect, it } from "vitest";
import { EdgeTable, hashBackwards, hashForwards } from "./edge-table";

it("finds what was added, by node and text", () => {
  const table = new EdgeTable();
  for (let i = 0; i < 1000; i++) table.add(i % 7, hashForwards(`k${i}`), `k${i}`, i);
  for (let i = 0; i < 1000; i++) {
    const text = `xxk${i}yy`;
    expect(table.find(i % 7, hashForwards(`k${i}`), text, 2, text.length - 2)).toBe(i);
    expect(table.find((i + 1) % 7, hashForwards(`k${i}`), `k${i}`, 0, `k${i}`.length)).toBe(-1);
  }
});

it("compares the text where hashes are equal", () => {
  const table = new EdgeTable();
  table.add(0, 42, "a", 1);
  table.add(0, 42, "b", 2);
  expect([
    table.find(0, 42, "a", 0, 1),
    table.find(0, 42, "b", 0, 1),
    table.find(0, 42, "c", 0, 1),
    table.find(0, 42, "ab", 0, 2),
  ]).toEqual([1, 2, -1, -1]);
});

it("hashes in both directions", () => {
  expect(hashBackwards("abc")).toBe(hashForwards("cba"));
});

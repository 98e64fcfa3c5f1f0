import { expect, it } from "vitest";
import { stopwatch } from "../../testing/stopwatch";
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

it("finds labels that were made for collisions, without walking past all of them", () => {
  // Every word of `Aa` and `BB` has the same hash.
  const label = (i: number) => i.toString(2).padStart(13, "0").replaceAll("0", "Aa").replaceAll("1", "BB");
  const labels = Array.from({ length: 8000 }, (_, i) => label(i));
  expect(new Set(labels.map(hashForwards)).size).toBe(1);
  const table = new EdgeTable();
  const time = stopwatch();
  labels.forEach((each, i) => {
    table.add(i % 2, hashForwards(each), each, i);
  });
  labels.forEach((each, i) => {
    expect(table.find(i % 2, hashForwards(each), `/${each}`, 1, each.length + 1)).toBe(i);
    expect(table.find(1 - (i % 2), hashForwards(each), each, 0, each.length)).toBe(-1);
  });
  // A second of comparing where each is compared with all; some ten milliseconds where it is not.
  expect(time()).toBeLessThan(800);
});

it("finds what was far away before the table grew", () => {
  // With one hash, so that all are in a row; those that follow spread out and make it grow.
  const table = new EdgeTable();
  for (let i = 0; i < 100; i++) table.add(0, 7, `same-${i}`, i);
  for (let i = 0; i < 5000; i++) table.add(0, hashForwards(`other-${i}`), `other-${i}`, 1000 + i);
  for (let i = 0; i < 100; i++) expect(table.find(0, 7, `same-${i}`, 0, `same-${i}`.length)).toBe(i);
  for (let i = 0; i < 5000; i++)
    expect(table.find(0, hashForwards(`other-${i}`), `other-${i}`, 0, `other-${i}`.length)).toBe(1000 + i);
});

it("hashes in both directions", () => {
  expect(hashBackwards("abc")).toBe(hashForwards("cba"));
});

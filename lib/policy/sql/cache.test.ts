import { expect, test } from "vitest";
import { TextCache } from "./cache";

test("the least recently used goes first", () => {
  const cache = new TextCache<number>({ entries: 2, units: 1_000 });
  cache.set("a", 1);
  cache.set("b", 2);
  cache.get("a");
  cache.set("c", 3);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([1, undefined, 3]);
});

test("it is bounded by the size of its texts as well", () => {
  const cache = new TextCache<number>({ entries: 1_000, units: 80 });
  const texts = Array.from({ length: 20 }, (_, i) => String(i).padStart(10, "x"));
  for (const text of texts) cache.set(text, 1);
  expect(texts.filter((text) => cache.get(text) !== undefined)).toHaveLength(8);
  cache.set("x".repeat(11), 1);
  expect(cache.get("x".repeat(11))).toBeUndefined();
});

test("setting a text again counts it once", () => {
  const cache = new TextCache<number>({ entries: 10, units: 80 });
  for (let i = 0; i < 100; i++) cache.set("0123456789", i);
  cache.set("abcdefghij", 1);
  expect([cache.get("0123456789"), cache.get("abcdefghij")]).toEqual([99, 1]);
});

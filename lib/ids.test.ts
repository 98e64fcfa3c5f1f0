import fc from "fast-check";
import { expect, test } from "vitest";
import { ID_PREFIXES, isId, newId } from "./ids";

test("an id says what it is and holds 130 random bits", () => {
  expect(newId("workspace")).toMatch(/^ws_[0-9a-hjkmnp-tv-z]{26}$/);
  const ids = new Set(Array.from({ length: 10_000 }, () => newId("actor")));
  expect(ids.size).toBe(10_000);
});

test("every letter is used about as often as any other", () => {
  const counts = new Map<string, number>();
  for (let i = 0; i < 4_000; i++) {
    for (const char of newId("actor").slice(3)) counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  const expected = (4_000 * 26) / 32;
  expect(counts.size).toBe(32);
  // Six standard deviations of a binomial: a biased alphabet misses this, chance does not.
  for (const count of counts.values())
    expect(Math.abs(count - expected)).toBeLessThan(6 * Math.sqrt(expected));
});

test("an id of one kind is no id of another", () => {
  const kinds = Object.keys(ID_PREFIXES) as (keyof typeof ID_PREFIXES)[];
  for (const made of kinds) for (const asked of kinds) expect(isId(asked, newId(made))).toBe(made === asked);
});

test("nothing else passes", () => {
  const good = newId("workspace");
  for (const bad of ["", "ws_", good.slice(0, -1), `${good}0`, good.toUpperCase(), ` ${good}`, `${good}\n`]) {
    expect(isId("workspace", bad)).toBe(false);
  }
  fc.assert(fc.property(fc.string(), (text) => !isId("workspace", text)));
});

import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isFresh } from "./freshen.mjs";
import { OUTPUT, STAMP, stateOf } from "./paths.mjs";

function checkout() {
  const root = mkdtempSync(join(tmpdir(), "aegis-fresh-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, OUTPUT), { recursive: true });
  writeFileSync(join(root, "a.ts"), "1");
  const stamp = { inputs: [["a.ts", stateOf(root, "a.ts")]] };
  writeFileSync(join(root, OUTPUT, STAMP), JSON.stringify(stamp));
  return root;
}

test("fresh as long as no input changed", () => {
  const root = checkout();
  expect(isFresh(root)).toBe(true);
  writeFileSync(join(root, "other.ts"), "1");
  expect(isFresh(root)).toBe(true);
});

test("an older file in the place of a newer one is a change, as is one of the same age and another size", () => {
  const root = checkout();
  const path = join(root, "a.ts");
  const { mtime } = statSync(path);
  utimesSync(path, 1, 1);
  expect(isFresh(root)).toBe(false);
  writeFileSync(path, "12");
  utimesSync(path, mtime, mtime);
  expect(isFresh(root)).toBe(false);
});

test("without an input, a stamp or a readable one it is not fresh", () => {
  const root = checkout();
  rmSync(join(root, "a.ts"));
  expect(isFresh(root)).toBe(false);
  writeFileSync(join(root, OUTPUT, STAMP), "{");
  expect(isFresh(root)).toBe(false);
  rmSync(join(root, OUTPUT), { recursive: true });
  expect(isFresh(root)).toBe(false);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { acceptsBrotli, compressedOf } from "./compressed";

test.each([
  ["gzip, deflate, br, zstd", true],
  ["br", true],
  ["BR;q=0.5, gzip", true],
  ["gzip, br ; q=1.000", true],
  ["br;q=0", false],
  ["br;q=0.000, gzip", false],
  ["gzip, deflate", false],
  ["brotli, xbr, br2", false],
  ["br;q=x", false],
  ["*", false],
  ["", false],
  [undefined, false],
])("whether %j takes brotli", (header, takes) => {
  expect(acceptsBrotli(header)).toBe(takes);
});

test("what was compressed is found by what it is, and nothing by any name", async () => {
  const root = mkdtempSync(join(tmpdir(), "aegis-compressed-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const bytes = Buffer.from("abc");
  expect(await compressedOf(root, bytes)).toBeUndefined();
  mkdirSync(join(root, ".next/compressed"), { recursive: true });
  const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  writeFileSync(join(root, ".next/compressed", `${sha256}.br`), "packed");
  expect(String(await compressedOf(root, bytes))).toBe("packed");
  expect(await compressedOf(root, Buffer.from("abd"))).toBeUndefined();
});

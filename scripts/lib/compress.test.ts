import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { tempFolder, writeFiles } from "../testing/launcher";
import { compress, compressedFolder } from "./compress.mjs";

const LONG = "export const answer = 42;\n".repeat(100);
const PROGRAM = "for (;;) work();\n".repeat(100);
const nameOf = (text: string) => `${createHash("sha256").update(text).digest("hex")}.br`;

test("what browsers get is there once more, under the hash of what it is, and nothing else", async () => {
  const root = tempFolder();
  writeFiles(root, {
    ".next/static/chunks/a.js": LONG,
    ".next/static/chunks/again.js": LONG,
    ".next/static/media/font.woff2": LONG,
    ".next/static/chunks/short.js": "short",
    ".next/server/secret.js": `${LONG}// secret`,
    "lib/runtime/.bundle/cell.js": PROGRAM,
    "lib/runtime/.bundle/prepared.bin": PROGRAM,
  });
  writeFiles(root, { ".next/compressed/old.br": "of an earlier build" });
  await compress(root);
  const names = readdirSync(compressedFolder(root));
  expect(names.sort()).toEqual([nameOf(LONG), nameOf(PROGRAM)].sort());
  const compressed = readFileSync(join(compressedFolder(root), nameOf(LONG)));
  expect(compressed.length).toBeLessThan(LONG.length / 10);
  expect(brotliDecompressSync(compressed).toString()).toBe(LONG);
});

test("what does not become smaller is left as it is; a build without anything for browsers has nothing", async () => {
  const root = tempFolder();
  await compress(root);
  expect(readdirSync(compressedFolder(root))).toEqual([]);
  writeFiles(root, { ".next/static/a.js": "" });
  writeFileSync(join(root, ".next/static/noise.js"), noise());
  await compress(root);
  expect(readdirSync(compressedFolder(root))).toEqual([]);
});

/** Hashes of hashes: nothing packs them, and they are the same each time. */
function noise(): Buffer {
  const parts = [createHash("sha512").digest()];
  while (parts.length < 64)
    parts.push(
      createHash("sha512")
        .update(parts.at(-1) as Buffer)
        .digest(),
    );
  return Buffer.concat(parts);
}

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const brotli = promisify(brotliCompress);

/** What browsers get of a build, below its root. */
const FOLDERS = [".next/static", "lib/runtime/.bundle"];
/** Those that are looked for (`server/static`, `server/sandbox`); fonts and pictures are compressed already. */
const KINDS = new Set([".css", ".js", ".json", ".mjs", ".wasm"]);
/** Below this the header says more than is saved. */
const LEAST_BYTES = 1024;
/** As strong as takes a build a second or two; the strongest takes ten times as long for a tenth of the bytes. */
const QUALITY = 9;
/** As many as the platform has threads for. */
const AT_ONCE = 4;

/** @param {string} root */
export function compressedFolder(root) {
  return join(root, ".next", "compressed");
}

/**
 * Compresses what browsers get, each file under the hash of what is in it: so that what is served can never be of another version
 * than what was asked for (`server/http/compressed.ts`).
 * @param {string} root
 */
export async function compress(root) {
  const target = compressedFolder(root);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const files = FOLDERS.flatMap((folder) => filesBelow(join(root, folder)));
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let file = files.pop(); file !== undefined; file = files.pop()) await compressOne(file, target);
    }),
  );
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => KINDS.has(extname(name)))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}

/**
 * @param {string} file
 * @param {string} target
 */
async function compressOne(file, target) {
  const bytes = readFileSync(file);
  if (bytes.length < LEAST_BYTES) return;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const compressed = await brotli(bytes, { params });
  if (compressed.length >= bytes.length) return;
  const name = createHash("sha256").update(bytes).digest("hex");
  writeFileSync(join(target, `${name}.br`), compressed);
}

/**
 * Bundles the command line into plain modules that need nothing installed. Each command is a chunk of its own, so
 * that `--help` loads almost nothing.
 *
 * Safe to be run twice at once and to be killed: every file is written beside its place and renamed, chunks carry
 * their hash in the name, and the entry and the stamp come last.
 */
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { sandboxBundle, withoutLocales } from "../../scripts/sandbox/bundle.mjs";
import { licencesOf } from "./licences.mjs";
import { OUTPUT, STAMP, stateOf } from "./paths.mjs";

const WASM = "node_modules/libpg-query/wasm/libpg-query.wasm";
/** What runs beside the program and not in it: the sandbox of `aegis run`, whose machine is made of a package's. */
const MACHINE = "node_modules/quickjs-wasi/quickjs.wasm";
const SANDBOX = ["machine.wasm", "thread.mjs", "guest.js", "builtins.json", "inside.js", "node-child.js"];
const ENTRY = "aegis.js";
/** A command that started on the bundle before this one may still load its chunks. */
const KEEP_OLD_MS = 10 * 60_000;

/** Packages of the older module system ask for these; what they load at run time lies beside the bundle. */
const BANNER = [
  'import { createRequire as aegisRequire } from "node:module";',
  'import { fileURLToPath as aegisPath } from "node:url";',
  "const require = aegisRequire(import.meta.url);",
  'const __dirname = aegisPath(new URL(".", import.meta.url)).slice(0, -1);',
  "const __filename = aegisPath(import.meta.url);",
].join("\n");

/**
 * @param {string} root
 * @param {{ keepOldMs?: number }} [options]
 * @returns {Promise<string[]>} the names of the files, in `cli/.bundle`
 */
export async function bundle(root, { keepOldMs = KEEP_OLD_MS } = {}) {
  const sandbox = await sandboxBundle(root);
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { aegis: "cli/main.ts" },
    outdir: OUTPUT,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.9",
    minify: true,
    legalComments: "none",
    banner: { js: BANNER },
    plugins: [withoutLocales()],
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const folder = join(root, OUTPUT);
  mkdirSync(folder, { recursive: true });
  const inputs = Object.keys(metafile.inputs).filter((path) => !path.startsWith("no-locales:"));
  const names = outputFiles.map(({ path }) => basename(path));
  const put = (/** @type {string} */ name, /** @type {string | Uint8Array} */ content) => {
    replace(join(folder, name), (draft) => writeFileSync(draft, content));
    if (!names.includes(name)) names.push(name);
  };
  for (const { path, contents } of outputFiles) if (basename(path) !== ENTRY) put(basename(path), contents);
  if (inputs.some((path) => path.startsWith("node_modules/libpg-query/"))) {
    replace(join(folder, basename(WASM)), (draft) => copyFileSync(join(root, WASM), draft));
    names.push(basename(WASM));
  }
  for (const name of SANDBOX) put(name, readFileSync(join(sandbox, name)));
  const made = JSON.parse(readFileSync(join(sandbox, STAMP), "utf8"));
  inputs.push(
    MACHINE,
    ...made.packages,
    ...made.inputs.map((/** @type {[string, string]} */ [path]) => path),
  );
  put("LICENSES.txt", licencesOf(root, inputs));
  for (const { path, contents } of outputFiles) if (basename(path) === ENTRY) put(ENTRY, contents);
  put(STAMP, JSON.stringify({ inputs: watchedOf(inputs).map((path) => [path, stateOf(root, path)]) }));
  removeOthers(folder, new Set(names), keepOldMs);
  return names;
}

/**
 * Packages do not change under their version: the lockfile stands for all of them.
 * @param {string[]} inputs
 */
function watchedOf(inputs) {
  const ours = inputs.filter((path) => !path.startsWith("node_modules/"));
  const tools = ["package-lock.json", "cli/packing/bundle.mjs"];
  return [...new Set([...ours, ...tools])].sort();
}

/**
 * @param {string} path
 * @param {(draft: string) => void} write
 */
function replace(path, write) {
  const draft = `${path}.${process.pid}`;
  write(draft);
  renameSync(draft, path);
}

/**
 * @param {string} folder
 * @param {Set<string>} current
 * @param {number} keepOldMs
 */
function removeOthers(folder, current, keepOldMs) {
  const now = Date.now();
  for (const name of readdirSync(folder)) {
    if (current.has(name)) continue;
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat && now - stat.mtimeMs >= keepOldMs) rmSync(path, { force: true });
  }
}

/**
 * Bundles what runs beside the program and not in it: the library of the guest, and the thread of its machine. They
 * are texts to whoever uses them, and are made here before they are needed.
 *
 * Safe to be run twice at once and to be killed: every file is written beside its place and renamed, the stamp last.
 */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const OUTPUT = "lib/runtime/.bundle";
const STAMP = "stamp.json";
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** @type {Record<string, { entry: string, options: import("esbuild").BuildOptions }>} */
const PARTS = {
  "thread.mjs": {
    entry: "lib/runtime/node/thread/thread.ts",
    options: { format: "esm", platform: "node", target: "node20.9" },
  },
};

/** Makes what is missing or older than its sources; answers the folder. */
export async function sandboxBundle(root = ROOT) {
  const folder = join(root, OUTPUT);
  if (isFresh(root)) return folder;
  mkdirSync(folder, { recursive: true });
  const { build } = await import("esbuild");
  const inputs = new Set(["package-lock.json", "scripts/sandbox/bundle.mjs"]);
  for (const [name, { entry, options }] of Object.entries(PARTS)) {
    const { outputFiles, metafile } = await build({
      absWorkingDir: root,
      entryPoints: [entry],
      bundle: true,
      minify: true,
      legalComments: "none",
      metafile: true,
      write: false,
      logLevel: "silent",
      outfile: join(OUTPUT, name),
      ...options,
    });
    for (const path of Object.keys(metafile.inputs)) if (!path.startsWith("node_modules/")) inputs.add(path);
    for (const { contents } of outputFiles) replace(join(folder, name), contents);
  }
  const states = [...inputs].sort().map((path) => [path, stateOf(root, path)]);
  replace(join(folder, STAMP), JSON.stringify({ parts: Object.keys(PARTS), inputs: states }));
  return folder;
}

/** @param {string} root */
function isFresh(root) {
  try {
    const stamp = JSON.parse(readFileSync(join(root, OUTPUT, STAMP), "utf8"));
    if (stamp.parts.join() !== Object.keys(PARTS).join()) return false;
    return stamp.inputs.every(
      (/** @type {[string, string]} */ [path, state]) => stateOf(root, path) === state,
    );
  } catch {
    return false; // no stamp, an unreadable one, or an input that is gone
  }
}

/**
 * @param {string} root
 * @param {string} path
 */
function stateOf(root, path) {
  const { size, mtimeMs } = statSync(join(root, path));
  return `${size} ${mtimeMs}`;
}

/**
 * @param {string} path
 * @param {string | Uint8Array} content
 */
function replace(path, content) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  renameSync(draft, path);
}

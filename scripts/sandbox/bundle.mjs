/**
 * Bundles what runs beside the program and not in it: the library of the guest, and what drives its machine, in a thread
 * of Node or in a worker of a page. They are texts to whoever uses them, and are made here before they are needed.
 *
 * Safe to be run twice at once and to be killed: every file is written beside its place and renamed, the stamp last.
 */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const OUTPUT = "lib/runtime/.bundle";
const STAMP = "stamp.json";
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const GUEST = "lib/runtime/guest";
const LIBRARY = "guest.js";
/** What packages of the guest's library ask of Node is the library's own. */
const GUEST_MODULES = /** @type {Record<string, string>} */ ({
  buffer: "buffer/index.ts",
  events: "packages/events.ts",
  "process/": "packages/process.ts",
  "string_decoder/": "modules/string-decoder.ts",
  "abort-controller": "web/abort.ts",
  stream: "modules/stream/index.ts",
  tr46: "packages/tr46.ts",
});

/** @type {import("esbuild").Plugin} */
const guestModules = {
  name: "guest-modules",
  setup(build) {
    build.onResolve(
      { filter: /^(buffer|events|process\/|string_decoder\/|abort-controller|stream|tr46)$/ },
      ({ path }) => ({
        path: join(ROOT, GUEST, GUEST_MODULES[path] ?? ""),
      }),
    );
  },
};

/** Other than the rest it comes from a package, and gets room on its stack (room.mjs). */
const MACHINE = "machine.wasm";
const MADE_BY = ["builtins.mjs", "bundle.mjs", "room.mjs", "wasm-code.mjs"];

/** @type {import("esbuild").BuildOptions} */
const CLASSIC = { format: "iife", platform: "browser", target: "es2022" };

/** @type {Record<string, { entry: string, options: import("esbuild").BuildOptions }>} */
const PARTS = {
  "guest.js": {
    entry: `${GUEST}/main.ts`,
    options: {
      format: "iife",
      platform: "neutral",
      target: "es2023",
      mainFields: ["main"],
      keepNames: true,
      inject: [`${GUEST}/packages/globals.ts`],
      plugins: [guestModules],
    },
  },
  "thread.mjs": {
    entry: "lib/runtime/node/thread/thread.ts",
    options: { format: "esm", platform: "node", target: "node20.9" },
  },
  // The shim's side in the realm of an agent, and the program of a process of Node that holds one.
  "inside.js": {
    entry: "lib/runtime/shim/inside.ts",
    options: { format: "iife", platform: "neutral", target: "es2023" },
  },
  "node-child.js": {
    entry: "lib/runtime/node/driver/child.ts",
    options: { format: "iife", platform: "node", target: "node20.9" },
  },
  "container-run.mjs": {
    entry: "lib/runtime/webcontainer/container/run.ts",
    options: { format: "esm", platform: "node", target: "node18" },
  },
  // A classic script: a worker in a frame of opaque origin can load no module.
  "cell.js": {
    entry: "lib/runtime/embedded/cell/worker/cell-worker.ts",
    options: { ...CLASSIC, plugins: [withoutLocales()], external: ["just-bash/browser"] },
  },
  "cell-shell.js": {
    entry: "cli/shell/cell-worker.ts",
    options: {
      ...CLASSIC,
      plugins: [withoutLocales(), guestModules],
      alias: { "node:zlib": "./lib/runtime/shell/zlib.ts" },
      // PostgreSQL's parser is some megabytes and could not be loaded there: queries are denied with a sentence that says so.
      external: ["./lib/policy/sql/index.ts"],
      inject: ["lib/runtime/shell/buffer-global.ts"],
      // Where a page is not isolated there is no such thing to ask about.
      define: { SharedArrayBuffer: "ArrayBuffer" },
    },
  },
};

const NAMES = [...Object.keys(PARTS), MACHINE];

/** Makes what is missing or older than its sources; answers the folder. */
export async function sandboxBundle(root = ROOT) {
  const folder = join(root, OUTPUT);
  if (isFresh(root)) return folder;
  mkdirSync(folder, { recursive: true });
  const { build } = await import("esbuild");
  const inputs = new Set(["package-lock.json", ...MADE_BY.map((name) => `scripts/sandbox/${name}`)]);
  /** @type {Set<string>} */
  const packages = new Set();
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
    for (const path of Object.keys(metafile.inputs))
      if (path.startsWith("node_modules/")) packages.add(path);
      else if (!path.startsWith("no-locales:")) inputs.add(path);
    for (const { contents } of outputFiles) replace(join(folder, name), contents);
    if (name === LIBRARY) {
      const { builtinTexts } = await import("./builtins.mjs");
      const texts = builtinTexts(outputFiles[0]?.text ?? "");
      replace(join(folder, "builtins.json"), JSON.stringify(texts));
    }
  }
  const { withRoom } = await import("./room.mjs");
  const plain = createRequire(import.meta.url).resolve("quickjs-wasi/quickjs.wasm");
  replace(join(folder, MACHINE), withRoom(readFileSync(plain)));
  const states = [...inputs].sort().map((path) => [path, stateOf(root, path)]);
  replace(join(folder, STAMP), JSON.stringify({ parts: NAMES, inputs: states, packages: [...packages] }));
  return folder;
}

/**
 * Sentences of zod in fifty languages, which nobody in a sandbox reads, are a third of the program otherwise.
 * @returns {import("esbuild").Plugin}
 */
export function withoutLocales() {
  return {
    name: "without-locales",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\/locales\/index\.js$/ }, ({ path }) => ({ path, namespace: "no-locales" }));
      onLoad({ filter: /^/, namespace: "no-locales" }, () => ({ contents: "export {};" }));
    },
  };
}

/** @param {string} root */
function isFresh(root) {
  try {
    const stamp = JSON.parse(readFileSync(join(root, OUTPUT, STAMP), "utf8"));
    if (stamp.parts.join() !== NAMES.join()) return false;
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
export function replace(path, content) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  renameSync(draft, path);
}

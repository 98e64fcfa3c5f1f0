/**
 * Rewrites the machine of WebAssembly so that it can wait inside a call by itself, for browsers whose platform cannot do it
 * for it (lib/runtime/embedded/vm/waiting.ts). Takes twenty seconds, so it is kept until the machine or the rewriting changes,
 * and made only by who serves pages or tests it: the command line starts without.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { ROOT } from "../lib/root.mjs";
import { OUTPUT, replace } from "./bundle.mjs";

const WAITING_MACHINE = "machine-waiting.wasm";
const require = createRequire(import.meta.url);
/** The calls in which the guest may come to wait. Everything that can lead to one of them is rewritten. */
const WAITS = ["env.host_call", "env.host_module_normalize", "env.host_module_load"];

/** @param {string} root */
function digestOf(root) {
  const hash = createHash("sha256");
  hash.update(readFileSync(require.resolve("quickjs-wasi/quickjs.wasm")));
  hash.update(readFileSync(require.resolve("binaryen/package.json")));
  return hash.update(readFileSync(join(root, "scripts/sandbox/waiting-machine.mjs"))).digest("hex");
}

/** Makes it where it is missing or was made of something else. */
export async function waitingMachine(root = ROOT) {
  const folder = join(root, OUTPUT);
  const stamp = join(folder, `${WAITING_MACHINE}.sha256`);
  const digest = digestOf(root);
  if (readOr(stamp) === digest) return;
  mkdirSync(folder, { recursive: true });
  // In a thread of its own: others are bundled meanwhile, and its memory goes with it.
  const bytes = await new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { rewrite: true }, execArgv: [] });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  replace(join(folder, WAITING_MACHINE), /** @type {Uint8Array} */ (bytes));
  replace(stamp, digest);
}

/** @param {string} path */
function readOr(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined; // not made yet
  }
}

async function rewrite() {
  const { default: binaryen } = await import("binaryen");
  const module = binaryen.readBinary(readFileSync(require.resolve("quickjs-wasi/quickjs.wasm")));
  binaryen.setOptimizeLevel(1);
  binaryen.setPassArgument("asyncify-imports", WAITS.join());
  module.runPasses(["asyncify", "simplify-locals", "coalesce-locals", "reorder-locals", "vacuum"]);
  parentPort?.postMessage(module.emitBinary());
}

if (!isMainThread && workerData?.rewrite) await rewrite();

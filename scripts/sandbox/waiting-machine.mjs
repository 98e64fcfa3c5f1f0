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
import { withFrames } from "./frames.mjs";

const WAITING_MACHINE = "machine-waiting.wasm";
const require = createRequire(import.meta.url);
/** The calls in which the guest may come to wait. Everything that can lead to one of them is rewritten. */
const WAITS = ["env.host_call", "env.host_module_normalize", "env.host_module_load"];
const MADE_BY = ["waiting-machine.mjs", "frames.mjs", "wasm-code.mjs"];

/**
 * Found by measuring how deep sixty kinds of recursion come in a worker of Chromium, whose stack is the smallest, with all code optimised:
 * the more calls a function has, the more of that stack it takes beyond its locals. Each takes at most two bytes of it for each byte of the
 * machine's own, so that `stackShare` in lib/runtime/embedded/vm/waiting.ts can be one figure for all of them.
 */
const FRAMING = { stackPointer: 0, worth: 20, room: roomOf };
const ROOM_OF_CALL = 8;
const MOST_ROOM = 320;
/** Larger is the interpreter alone: most of its calls are in parts that hardly run, and each call of a guest is one of its frames. */
const INTERPRETER_BYTES = 30_000;

/** @param {{ calls: number, bytes: number }} size */
function roomOf({ calls, bytes }) {
  return bytes > INTERPRETER_BYTES ? 0 : Math.min(MOST_ROOM, calls * ROOM_OF_CALL);
}

/** @param {string} root */
function digestOf(root) {
  const hash = createHash("sha256");
  hash.update(readFileSync(require.resolve("quickjs-wasi/quickjs.wasm")));
  hash.update(readFileSync(require.resolve("binaryen/package.json")));
  for (const name of MADE_BY) hash.update(readFileSync(join(root, "scripts/sandbox", name)));
  return hash.digest("hex");
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
  const plain = readFileSync(require.resolve("quickjs-wasi/quickjs.wasm"));
  const module = binaryen.readBinary(withFrames(plain, FRAMING));
  binaryen.setOptimizeLevel(1);
  binaryen.setPassArgument("asyncify-imports", WAITS.join());
  module.runPasses(["asyncify", "simplify-locals", "coalesce-locals", "reorder-locals", "vacuum"]);
  parentPort?.postMessage(module.emitBinary());
}

if (!isMainThread && workerData?.rewrite) await rewrite();

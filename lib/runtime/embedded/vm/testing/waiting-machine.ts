/** The machine that can put itself aside, as pages without JSPI get it, in Node. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";

/** Has another way to assign registers in large functions, which gives each value that lives across a call a place of its own. */
const LAST_V8_OF_LARGE_FRAMES = 11;

/**
 * Node 20 has the engine of a browser of 2023. With its way for large functions each call of a guest takes 30 KB of the platform's
 * stack, once the interpreter is optimised: here it is told to do as its successors do.
 */
export async function waitingMachine(): Promise<WebAssembly.Module> {
  if (Number.parseInt(process.versions.v8, 10) <= LAST_V8_OF_LARGE_FRAMES)
    setFlagsFromString("--no-turbo-use-mid-tier-regalloc-for-huge-functions");
  const path = join(process.cwd(), "lib/runtime/.bundle/machine-waiting.wasm");
  return WebAssembly.compile(await readFile(path));
}

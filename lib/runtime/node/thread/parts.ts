/** The machine, and the program of its thread, from where they lie beside the sources. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Made by `scripts/sandbox`. */
export const BUNDLE_FOLDER = fileURLToPath(new URL("../../.bundle/", import.meta.url));

export interface ThreadParts {
  readonly machine: WebAssembly.Module;
  /** The bytes of the machine. */
  readonly wasm: Uint8Array;
  readonly program: string;
}

export async function threadParts(): Promise<ThreadParts> {
  const path = createRequire(import.meta.url).resolve("quickjs-wasi/quickjs.wasm");
  const [wasm, program] = await Promise.all([
    readFile(path),
    readFile(join(BUNDLE_FOLDER, "thread.mjs"), "utf8"),
  ]);
  return { machine: await WebAssembly.compile(wasm), wasm, program };
}

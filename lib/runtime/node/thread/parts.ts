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

/** Where the parts lie: the program and the guest's library in one folder, the machine under its own name. */
export interface PartsPlace {
  readonly folder: string;
  readonly machine: string;
}

/** In a checkout. */
export function partsOfCheckout(): PartsPlace {
  const machine = createRequire(import.meta.url).resolve("quickjs-wasi/quickjs.wasm");
  return { folder: BUNDLE_FOLDER, machine };
}

export async function threadParts(place = partsOfCheckout()): Promise<ThreadParts> {
  const [wasm, program] = await Promise.all([
    readFile(place.machine),
    readFile(join(place.folder, "thread.mjs"), "utf8"),
  ]);
  return { machine: await WebAssembly.compile(wasm), wasm, program };
}

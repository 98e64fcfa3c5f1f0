/** The machine, and the program of its thread, from where they lie beside the sources. */
import { readFile } from "node:fs/promises";
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

/** Where the parts lie: the machine, its program and the guest's library. */
export interface PartsPlace {
  readonly folder: string;
}

/** In a checkout. */
export function partsOfCheckout(): PartsPlace {
  return { folder: BUNDLE_FOLDER };
}

export async function threadParts(place = partsOfCheckout()): Promise<ThreadParts> {
  const [wasm, program] = await Promise.all([
    readFile(join(place.folder, "machine.wasm")),
    readFile(join(place.folder, "thread.mjs"), "utf8"),
  ]);
  return { machine: await WebAssembly.compile(wasm), wasm, program };
}

/** The machine, and the program of its thread, from where they lie beside the sources. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Made by `scripts/sandbox`. */
export const BUNDLE_FOLDER = fileURLToPath(new URL("../../.bundle/", import.meta.url));

export async function threadParts(): Promise<{ machine: WebAssembly.Module; program: string }> {
  const wasm = createRequire(import.meta.url).resolve("quickjs-wasi/quickjs.wasm");
  const [bytes, program] = await Promise.all([
    readFile(wasm),
    readFile(join(BUNDLE_FOLDER, "thread.mjs"), "utf8"),
  ]);
  return { machine: await WebAssembly.compile(bytes), program };
}

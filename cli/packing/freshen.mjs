import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OUTPUT, ROOT, STAMP, stateOf } from "./paths.mjs";

/** Makes the bundle of a clone agree with its sources. The check is a few hundred looks at file times. */
export async function freshen(root = ROOT) {
  if (isFresh(root)) return;
  const { bundle } = await import("./bundle.mjs");
  await bundle(root);
}

/**
 * The bundler told which files it read; those are looked at, and no others. Whatever else changes in a clone is no
 * reason to build.
 * @param {string} root
 */
export function isFresh(root) {
  try {
    const stamp = JSON.parse(readFileSync(join(root, OUTPUT, STAMP), "utf8"));
    return stamp.inputs.every(
      (/** @type {[string, string]} */ [path, state]) => stateOf(root, path) === state,
    );
  } catch {
    return false; // no stamp, an unreadable one, or an input that is gone
  }
}

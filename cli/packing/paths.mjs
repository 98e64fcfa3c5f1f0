import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");
/** Where the bundle lies; a name with a dot, because what is there is nobody's source. */
export const OUTPUT = "cli/.bundle";
/** What the bundle was made of. */
export const STAMP = "stamp.json";

/**
 * @param {string} root
 * @param {string} path
 */
export function stateOf(root, path) {
  const { size, mtimeMs } = statSync(join(root, path));
  return `${size} ${mtimeMs}`;
}

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["app", "components", "lib", "public", "server"];
const ROOT_FILES =
  /^(\.env(\..+)?|package\.json|package-lock\.json|tsconfig\.json|[\w.-]+\.(ts|tsx|mts|js|mjs|cjs))$/;
/** Written, tested or read, but never built. */
const NOT_BUILT =
  /(^|\/)(\.bundle\/.+|README\.md|[\w.-]+\.test\.tsx?|vitest\.config\.ts|next-env\.d\.ts|\.DS_Store)$/;

/**
 * The files that decide what a build gives, sorted, with `/` whatever the platform.
 * @param {string} root
 */
export function buildInputs(root) {
  const files = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && ROOT_FILES.test(entry.name))
    .map((entry) => entry.name);
  for (const folder of FOLDERS) files.push(...filesBelow(root, folder));
  return files.filter((path) => !NOT_BUILT.test(path)).sort();
}

/**
 * A hash over the names and contents of everything that goes into a build, and over what else shapes it.
 * @param {string} root
 * @param {Record<string, string | undefined>} [env]
 */
export function buildFingerprint(root, env = process.env) {
  const hash = createHash("sha256");
  const publicNames = Object.keys(env)
    .filter((name) => name.startsWith("NEXT_PUBLIC_"))
    .sort();
  addPart(hash, `node ${process.versions.node.split(".")[0]}`);
  for (const name of publicNames) addPart(hash, `${name}=${env[name]}`);
  for (const path of buildInputs(root)) {
    addPart(hash, path);
    addPart(hash, readFileSync(join(root, path)));
  }
  return hash.digest("hex");
}

/**
 * Each part goes in behind its length, so that moving a byte from one part to the next changes the hash.
 * @param {import("node:crypto").Hash} hash
 * @param {string | Buffer} part
 */
function addPart(hash, part) {
  hash.update(`${Buffer.byteLength(part)}:`).update(part);
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(root, folder) {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return []; // a folder that is not there decides nothing
  }
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(root, path);
    return entry.isFile() ? [path] : [];
  });
}

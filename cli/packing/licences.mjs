import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The licences of the packages that went into a bundle: their terms ask that the text goes along.
 * @param {string} root
 * @param {readonly string[]} inputs
 */
export function licencesOf(root, inputs) {
  const packages = new Set(inputs.map(packageOf).filter((name) => name !== undefined));
  const parts = [...packages].sort().map((name) => {
    const folder = join(root, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return `The command line contains parts of the following packages.\n\n${parts.join("\n---\n\n")}`;
}

/** @param {string} path */
function packageOf(path) {
  return /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

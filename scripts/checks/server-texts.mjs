import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

/** Long enough, and with a space in it, to be nobody else's by chance. */
const LEAST_LENGTH = 24;
const SOURCE = /\.tsx?$/;
const NOT_SHIPPED = /\.test\.tsx?$|\.d\.ts$/;

/**
 * The longer texts (messages, queries) that occur in `server/` and in nothing that a browser may get.
 * @param {string} root
 * @returns {{ text: string, file: string }[]}
 */
export function serverOnlyTexts(root) {
  const shared = ["app", "components", "lib"].flatMap((folder) => sourcesBelow(root, folder));
  const clientText = shared.map((path) => readFileSync(join(root, path), "utf8")).join("\n");
  const found = new Map();
  for (const file of sourcesBelow(root, "server")) {
    for (const text of textsOf(file, readFileSync(join(root, file), "utf8"))) {
      if (!clientText.includes(text) && !found.has(text)) found.set(text, { text, file });
    }
  }
  return [...found.values()];
}

/**
 * The names of the tables, as the schema declares them.
 * @param {string} root
 */
export function tableNames(root) {
  return sourcesBelow(root, "server/db/schema").flatMap((path) => {
    const declared = readFileSync(join(root, path), "utf8").matchAll(/sqliteTable\(\s*"(\w+)"/g);
    return [...declared].map(([, name]) => name);
  });
}

/**
 * @param {string} file
 * @param {string} source
 * @returns {string[]}
 */
export function textsOf(file, source) {
  /** @type {string[]} */
  const texts = [];
  const take = (/** @type {string} */ text) => {
    // A bundler may write quotes, escapes and line breaks in another way; the pieces between them it keeps.
    for (const piece of text.split(/["'`\\\n\r\t$]|[^\x20-\x7e]/)) {
      const trimmed = piece.trim();
      if (trimmed.length >= LEAST_LENGTH && trimmed.includes(" ")) texts.push(trimmed);
    }
  };
  const named = new Set(); // names of modules, which are no texts
  const skipSource = (/** @type {{ source?: unknown }} */ node) => named.add(node.source);
  new Visitor({
    ImportDeclaration: skipSource,
    ExportNamedDeclaration: skipSource,
    ExportAllDeclaration: skipSource,
    Literal: (node) => typeof node.value === "string" && !named.has(node) && take(node.value),
    TemplateElement: (node) => take(node.value.cooked ?? ""),
  }).visit(parseSync(file, source).program);
  return texts;
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function sourcesBelow(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesBelow(root, path);
    return SOURCE.test(entry.name) && !NOT_SHIPPED.test(entry.name) ? [path] : [];
  });
}

/**
 * What a browser may download, searched for what it must never get: server code, secrets' names, Node's modules,
 * paths of the machine that built it, sources.
 *
 * The markers of server code are not a list that somebody has to keep: they are the longer texts that are written
 * in `server/` and nowhere else, so a new error message or query is looked for from its first day on.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { serverOnlyTexts, tableNames } from "./server-texts.mjs";

const TEXT_FILE = /\.(js|mjs|css|json|html|txt|map)$/;

/** @type {{ rule: string, pattern: RegExp }[]} */
const RULES = [
  {
    rule: "name of a secret or server setting",
    pattern: /\b(AEGIS_SECRET|DATABASE_AUTH_TOKEN|DATABASE_URL|DATA_DIR)\b/,
  },
  { rule: "database driver or query builder", pattern: /drizzle:\w+|@libsql\/|\blibsql_\w+|LibsqlError/ },
  {
    rule: "module of Node",
    // A whole line is of a text that is made for a guest, whose modules are called so: bundled code has none.
    pattern:
      /\b(?:require|import)\(["']node:[\w/]+["']\)|(?<!(?:\n|\\n) *import [^;\n\\]{1,80} )\bfrom ?["']node:[\w/]+["']/,
  },
  { rule: "server-only module", pattern: /This module cannot be imported from a Client Component module/ },
  { rule: "inlined source map", pattern: /sourceMappingURL=data:/ },
];

/**
 * @typedef {{ file: string, rule: string, excerpt: string }} Leak
 * @param {string} root a checkout with a production build
 * @returns {{ files: number, leaks: Leak[] }}
 */
export function scanClientBundle(root) {
  const folder = join(root, ".next", "static");
  const files = filesBelow(folder, "");
  /** @type {Leak[]} */
  const leaks = [];
  if (!files.some((file) => file.endsWith(".js"))) {
    leaks.push({
      file: ".next/static",
      rule: "nothing to scan",
      excerpt: "there is no script in it: was it built?",
    });
  }
  const rules = [...RULES, checkoutRule(root), queryRule(root)];
  const texts = serverOnlyTexts(root);
  for (const file of files) {
    if (!TEXT_FILE.test(file)) continue;
    const content = readFileSync(join(folder, file), "utf8");
    if (file.endsWith(".map") && !isEmptyMap(content))
      leaks.push({ file, rule: "source map", excerpt: file });
    leaks.push(...scanText(content, rules, texts).map((leak) => ({ file, ...leak })));
  }
  return { files: files.length, leaks };
}

/**
 * @param {string} content
 * @param {{ rule: string, pattern: RegExp }[]} rules
 * @param {{ text: string, file: string }[]} serverTexts
 */
function scanText(content, rules, serverTexts) {
  const leaks = [];
  for (const { rule, pattern } of rules) {
    const at = content.search(pattern);
    if (at !== -1)
      leaks.push({ rule, excerpt: JSON.stringify(content.slice(Math.max(0, at - 40), at + 80)) });
  }
  for (const { text, file } of serverTexts) {
    if (content.includes(text)) leaks.push({ rule: `text of ${file}`, excerpt: JSON.stringify(text) });
  }
  return leaks;
}

/**
 * The path of the checkout alone may be as short as "/app", so it counts where a folder of ours follows.
 * @param {string} root
 */
function checkoutRule(root) {
  const path = root.replaceAll("\\", "/").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return {
    rule: "path of the checkout",
    pattern: new RegExp(`${path}/(?:app|components|lib|server|node_modules|\\.next)\\b`),
  };
}

/**
 * For a chunk that holds no module the bundler writes a map without sources, settings or not: it shows nothing.
 * @param {string} content
 */
function isEmptyMap(content) {
  try {
    const { version, sources, sections, ...rest } = JSON.parse(content);
    return Object.keys(rest).length === 0 && sources.length === 0 && sections.length === 0 && version === 3;
  } catch {
    return false;
  }
}

/** @param {string} root */
function queryRule(root) {
  const tables = ["aegis_migrations", ...tableNames(root)].join("|");
  const verbs = "INSERT INTO|DELETE FROM|CREATE TABLE|UPDATE|FROM|JOIN";
  return { rule: "query on a table of ours", pattern: new RegExp(`\\b(?:${verbs}) [\`"]?(?:${tables})\\b`) };
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
    return []; // reported as "nothing to scan"
  }
  return entries.flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(root, path) : [path];
  });
}

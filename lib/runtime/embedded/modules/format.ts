/**
 * What a file is and how it becomes text that the machine runs: types taken off, data and CommonJS presented as modules.
 * Every line stays where it was, so that a stack trace points into the author's file.
 */
import { parse as parseCommonJs } from "cjs-module-lexer";
import { init, parse as parseModule } from "es-module-lexer/js";
import { transform } from "sucrase";

export type Format = "module" | "commonjs" | "json";

/** Eleven characters, like `import.meta`, in whose place it stands: columns stay as well. */
const META_NAME = "$importMeta";
const OWN_IMPORT = "$impor";
export const META_PREFIX = "aegis:meta:";
export const SOURCE_LIMIT_BYTES = 8 * 1024 * 1024;

export async function readyFormats(): Promise<void> {
  await init();
}

/** JavaScript of a source, with what Node would take it for. `type` is of the nearest `package.json`. */
export function toScript(path: string, source: string, type: unknown): { format: Format; text: string } {
  if (path.endsWith(".json")) return { format: "json", text: source };
  const isTyped = /\.[mc]?ts$/.test(path);
  const text = isTyped ? withoutTypes(path, source) : source;
  if (/\.m[jt]s$/.test(path)) return { format: "module", text };
  if (/\.c[jt]s$/.test(path)) return { format: "commonjs", text };
  if (type === "module") return { format: "module", text };
  if (type === "commonjs") return { format: "commonjs", text };
  // Without a word of the package, as newer versions of Node do it: the syntax says what it is.
  return { format: hasModuleSyntax(text) ? "module" : "commonjs", text };
}

function withoutTypes(path: string, source: string): string {
  const { code } = transform(source, {
    transforms: ["typescript"],
    disableESTransforms: true,
    filePath: path,
  });
  return code;
}

function hasModuleSyntax(text: string): boolean {
  try {
    if (parseModule(text)[3]) return true;
    // A file that only awaits is a module as well: in a script the word would be an error.
    return /\bawait\b/.test(text) && !/\b(require|module|exports)\b/.test(text);
  } catch {
    // The machine will say what is wrong with it, and where; as a module it says so best.
    return true;
  }
}

/** The machine has no `import.meta`; a module of our own stands for it. */
export function withMeta(path: string, text: string): string {
  if (!text.includes("import.meta")) return text;
  let result = "";
  let at = 0;
  try {
    for (const each of parseModule(text)[0]) {
      if (each.type !== "import-meta") continue;
      result += text.slice(at, each.importStart) + META_NAME;
      at = each.importEnd;
    }
  } catch {
    return text;
  }
  if (at === 0) return text;
  // Imports are in force from the beginning wherever they stand: at the end it moves no line.
  return `${result}${text.slice(at)}\nimport ${META_NAME} from ${JSON.stringify(META_PREFIX + path)};`;
}

/**
 * `import()` of a CommonJS file, which the machine knows only as a piece of a script: the guest's library hands every such
 * file a function of its own under a name of the same length.
 */
export function withOwnImport(text: string): string {
  if (!text.includes("import")) return text;
  let result = "";
  let at = 0;
  try {
    for (const each of parseModule(text)[0]) {
      if (each.type !== "dynamic") continue;
      result += text.slice(at, each.importStart) + OWN_IMPORT;
      at = each.importStart + OWN_IMPORT.length;
    }
  } catch {
    return text;
  }
  return result + text.slice(at);
}

export function metaModule(path: string): string {
  const folder = path.slice(0, Math.max(1, path.lastIndexOf("/")));
  const url = `file://${path.split("/").map(encodeURIComponent).join("/")}`;
  return `
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
const require = createRequire(${JSON.stringify(path)});
export default {
  dirname: ${JSON.stringify(folder)},
  filename: ${JSON.stringify(path)},
  url: ${JSON.stringify(url)},
  resolve: (specifier) => {
    const found = require.resolve(specifier);
    return found.startsWith("/") ? pathToFileURL(found).href : found;
  },
};`;
}

/** A CommonJS file or data as a module, with the names that the file seems to export. */
export function asModule(path: string, format: Exclude<Format, "module">, text: string): string {
  const names = format === "json" ? [] : namesOf(text);
  return `
import { createRequire } from "node:module";
const exports_ = createRequire(${JSON.stringify(path)})(${JSON.stringify(path)});
export default exports_;
${names.map((name, i) => `const _${i} = exports_[${JSON.stringify(name)}]; export { _${i} as ${name} };`).join("\n")}`;
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

function namesOf(text: string): string[] {
  try {
    const { exports } = parseCommonJs(text);
    return exports.filter((name) => name !== "default" && name !== "__esModule" && IDENTIFIER.test(name));
  } catch {
    return [];
  }
}

/**
 * The modules that present the guest's built-in ones: their names are asked of the library itself, run once in a context of its own.
 * The text of each takes what it exports from the library by a global that cannot be exchanged.
 */
import { createContext, runInContext } from "node:vm";

const ASK = "__aegis_builtin";
const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** @param {string} library */
export function builtinTexts(library) {
  const context = createContext({
    __aegis_host: () => '{"e":{"name":"Error","message":"There is no session."}}',
  });
  runInContext(library, context, { filename: "node:internal" });
  /** @type {string[]} */
  const names = runInContext(`Array.from(${ASK}("module").module.builtinModules)`, context);
  /** @type {Record<string, string>} */
  const texts = {};
  for (const name of [...names].sort()) {
    const keys = runInContext(`Object.keys(${ASK}(${JSON.stringify(name)}).names)`, context);
    texts[name] = textOf(name, [...keys]);
  }
  return texts;
}

/**
 * @param {string} name
 * @param {string[]} keys
 */
function textOf(name, keys) {
  const exported = keys.filter((key) => key !== "default" && IDENTIFIER.test(key));
  const lines = exported.map(
    (key, at) => `const _${at} = $.names[${JSON.stringify(key)}]; export { _${at} as ${key} };`,
  );
  return [`const $ = ${ASK}(${JSON.stringify(name)});`, "export default $.module;", ...lines].join("\n");
}

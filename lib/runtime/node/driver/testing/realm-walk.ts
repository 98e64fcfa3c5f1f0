/**
 * An agent that looks at everything it can come by, object after object, for one that is not of its own realm: what it finds in the
 * global object, in every module, in errors of every kind, in frames of stacks, at the end of the stack. It prints how much it has
 * seen and where it found something foreign.
 */
export const REALM_WALK = `
import { builtinModules, createRequire } from "node:module";
import fs from "node:fs";
const require = createRequire(import.meta.url);
const ownObject = Object.prototype, ownFunction = Function.prototype;
const seen = new Set(), foreign = new Set();
process.on("unhandledRejection", (reason, promise) => { walk(reason, "unhandled reason"); walk(promise, "unhandled promise"); });

function chainOf(value) {
  const chain = [];
  for (let at = value; at !== null; at = Object.getPrototypeOf(at)) chain.push(at);
  return chain;
}
function walk(start, name) {
  const todo = [[start, name]];
  while (todo.length > 0) {
    const [value, path] = todo.pop();
    if (value === null || (typeof value !== "object" && typeof value !== "function") || seen.has(value)) continue;
    seen.add(value);
    let chain;
    try { chain = chainOf(value) } catch { continue }
    const root = chain.at(-1);
    if (root !== ownObject && Object.hasOwn(root, "hasOwnProperty")) foreign.add(path);
    if (typeof value === "function" && !chain.includes(ownFunction)) foreign.add(path);
    todo.push([Object.getPrototypeOf(value), path + ".__proto__"]);
    for (const key of Reflect.ownKeys(value)) {
      const { value: held, get, set } = Object.getOwnPropertyDescriptor(value, key);
      const next = path + "." + String(key);
      todo.push([held, next], [get, next], [set, next]);
      if (get) try { todo.push([value[key], next + "()"]) } catch (thrown) { todo.push([thrown, next + "!"]) }
    }
  }
}
function attempt(work) {
  try {
    const value = work();
    walk(value, "value of " + work);
    value?.then?.((later) => walk(later, "later of " + work), (thrown) => walk(thrown, "rejection of " + work));
  } catch (thrown) { walk(thrown, "thrown by " + work) }
}

walk(globalThis, "globalThis");
for (const name of builtinModules) walk(require(name), name);
for (const work of [
  () => fs.readFileSync("/none"), () => fs.readFileSync("agent.ts"), () => fs.statSync("agent.ts"), () => fs.promises.readFile("/none"),
  () => import("/none"), () => import("./agent.ts"), () => import("node:fs"), () => require("/none"), () => import.meta,
  () => eval("1"), () => new Function("1"), () => eval("import('node:fs')"), () => Function("return import('/none')")(),
  () => (async () => {}).constructor("1"), () => (function* () {}).constructor("1"), () => setTimeout("1"),
  () => JSON.parse("{"), () => null.x, () => BigInt("x"), () => new Array(-1), () => "x".repeat(2 ** 30), () => decodeURIComponent("%"),
  () => fetch("http://x.example"), () => new Intl.DateTimeFormat().formatToParts(), () => structuredClone(() => {}), () => new SharedArrayBuffer(8),
  () => globalThis.__aegis_host, () => globalThis.__aegis_connect, () => globalThis.__aegis_import, () => globalThis.__aegis_entry, () => process.binding("fs"),
  () => new FinalizationRegistry(() => {}), () => Atomics.waitAsync?.(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1),
]) attempt(work);

Error.prepareStackTrace = (error, sites) => {
  walk(sites, "sites");
  for (const site of sites) for (const method of ["getThis", "getFunction", "getEvalOrigin", "getTypeName"]) attempt(() => site[method]?.());
  return sites;
};
walk(new Error("here").stack, "stack");
fs.existsSync({ toString() { walk(new Error("inside").stack, "stack inside"); return "a" } });

const late = [];
const overflow = () => {
  try { overflow() } catch (thrown) {
    if (late.length < 1000) for (const work of [() => fs.existsSync("/x"), () => new Error("x").stack, () => performance.now(), () => import("./agent.ts"), () => require("./none")])
      try { work() } catch (second) { late.push(second) }
    throw thrown;
  }
};
try { overflow() } catch (thrown) { late.push(thrown) }
for (const thrown of late) walk(thrown, "at the end of the stack");
await new Promise((done) => setTimeout(done, 50));
console.log(JSON.stringify({ seen: seen.size, late: late.length, foreign: [...foreign] }));
`;

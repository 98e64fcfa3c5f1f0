/** The module `module`, and `require` with it: CommonJS, one file after the other, each resolved and read by the host. */
import { codedError, invalidArgType, invalidArgValue } from "../core/errors";
import { ask } from "../core/host";
import { importModule } from "../core/import";
import { builtinModule, builtinNames, isBuiltinName } from "../core/registry";
import { evaluateScript } from "../core/stack";
import { dirname } from "./path";
import { fileURLToPath } from "./url/file-url";

type Wrapper = (
  exports: unknown,
  require: Require,
  module: Module,
  filename: string,
  dirname: string,
  importFrom: (specifier: unknown) => Promise<unknown>,
) => void;
interface Require {
  (specifier: unknown): unknown;
  resolve: ((specifier: unknown, options?: object) => string) & { paths(specifier: string): string[] | null };
  main: Module | undefined;
  extensions: object;
  cache: Record<string, Module | undefined>;
}

/** Stands where `import` stood in a script, which has no name of its own for the machine. */
const IMPORT_NAME = "$impor";
const BEFORE = `(function (exports, require, module, __filename, __dirname, ${IMPORT_NAME}) { `;
const cache = Object.create(null) as Record<string, Module | undefined>;
let main: Module | undefined;
let mainPath: string | undefined;

export class Module {
  id: string;
  path: string;
  exports: unknown = {};
  filename: string | null;
  loaded = false;
  children: Module[] = [];
  paths: string[];
  readonly require: Require;
  constructor(id = "", parent?: Module) {
    this.id = id;
    this.path = dirname(id);
    this.filename = id;
    this.paths = nodeModulePaths(this.path);
    parent?.children.push(this);
    this.require = makeRequire(this);
    Object.defineProperty(this, "require", { enumerable: false });
  }
}

function nodeModulePaths(folder: string): string[] {
  const paths: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    if (!at.endsWith("/node_modules")) paths.push(`${at === "/" ? "" : at}/node_modules`);
    if (at === "/" || at === ".") return paths;
  }
}

function resolve(base: string, specifier: unknown): string {
  if (typeof specifier !== "string") throw invalidArgType("id", "string", specifier);
  if (specifier === "") throw invalidArgValue("id", specifier, "must be a non-empty string");
  const plain = specifier.startsWith("node:") ? specifier.slice(5) : specifier;
  if (isBuiltinName(plain)) return specifier;
  if (specifier.startsWith("node:"))
    throw codedError(Error, "ERR_UNKNOWN_BUILTIN_MODULE", `No such built-in module: ${specifier}`);
  try {
    return ask("module.resolve", [base, specifier, "require"]);
  } catch (error) {
    const fault = error as Error & { code?: string; requireStack?: string[] };
    if (fault.code !== "MODULE_NOT_FOUND" && fault.code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw Object.assign(new Error(`Cannot find module '${specifier}'\nRequire stack:\n- ${base}`), {
      code: "MODULE_NOT_FOUND",
      requireStack: [base],
    });
  }
}

/** A canonical name, from wherever it is asked. */
async function importFrom(base: string, specifier: unknown): Promise<unknown> {
  const text = String(specifier);
  const name = isBuiltinName(text.replace(/^node:/, ""))
    ? text
    : ask("module.resolve", [base, text, "import"]);
  return importModule(name);
}

function load(name: string, parent: Module): unknown {
  const known = cache[name];
  if (known) {
    if (!parent.children.includes(known)) parent.children.push(known);
    return known.exports;
  }
  const { format, text } = ask("module.load", [name]);
  if (format === "module") {
    const short = name.slice(name.lastIndexOf("/") + 1);
    throw codedError(
      Error,
      "ERR_REQUIRE_ESM",
      `require() of ES Module ${name} from ${parent.filename} not supported.\nInstead change the require of ${short} in ${parent.filename} to a dynamic import() which is available in all CommonJS modules.`,
    );
  }
  const module = new Module(name, parent);
  cache[name] = module;
  if (name === mainPath) main ??= module;
  try {
    if (format === "json") module.exports = parseJson(name, text);
    else run(module, name, text);
  } catch (error) {
    delete cache[name];
    throw error;
  }
  module.loaded = true;
  return module.exports;
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text);
  } catch (error) {
    (error as Error).message = `${name}: ${(error as Error).message}`;
    throw error;
  }
}

function run(module: Module, name: string, text: string): void {
  const wrapper = evaluateScript(name, BEFORE, text, "\n})") as Wrapper;
  const from = (specifier: unknown) => importFrom(name, specifier);
  wrapper.call(module.exports, module.exports, module.require, module, name, module.path, from);
}

function makeRequire(module: Module): Require {
  const base = module.filename ?? "/";
  const require = ((specifier: unknown) => {
    const name = resolve(base, specifier);
    const plain = name.startsWith("node:") ? name.slice(5) : name;
    return name.startsWith("/") ? load(name, module) : builtinModule(plain);
  }) as Require;
  Object.defineProperty(require, "name", { value: "require" });
  const find = (specifier: unknown) => resolve(base, specifier);
  require.resolve = Object.assign(find, {
    paths: (specifier: string) =>
      isBuiltinName(specifier.replace(/^node:/, "")) ? null : nodeModulePaths(dirname(base)),
  });
  Object.defineProperty(require, "main", { get: () => main, enumerable: true, configurable: true });
  require.extensions = Object.create(null) as object;
  require.cache = cache;
  return require;
}

export function createRequire(from: unknown): Require {
  let path = from;
  if (typeof from === "object" || (typeof from === "string" && from.startsWith("file:")))
    path = fileURLToPath(from);
  if (typeof path !== "string" || !path.startsWith("/"))
    throw invalidArgValue(
      "filename",
      from,
      "must be a file URL object, file URL string, or absolute path string",
    );
  return makeRequire(new Module(path));
}

/** The entry of the session: when it is CommonJS, it is what `require.main` is. */
export function expectMain(path: string): void {
  mainPath = path;
}

export const module = Object.assign(Module, {
  Module,
  _cache: cache,
  _extensions: Object.create(null) as object,
  _nodeModulePaths: nodeModulePaths,
  builtinModules: [] as string[],
  createRequire,
  isBuiltin: (name: unknown) => typeof name === "string" && isBuiltinName(name.replace(/^node:/, "")),
  register: () => {
    throw codedError(
      Error,
      "ERR_AEGIS_UNSUPPORTED",
      "This sandbox does not offer hooks of the module loader.",
    );
  },
  syncBuiltinESMExports: () => {},
  wrap: (script: string) => `(function (exports, require, module, __filename, __dirname) { ${script}\n});`,
  findSourceMap: () => undefined,
});

export function finishModules(): void {
  module.builtinModules.push(...builtinNames().filter((name) => name !== "test"));
}

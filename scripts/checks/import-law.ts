/**
 * What may import what: one direction, from the routes down to the library that runs anywhere.
 * A checker over a map of files, so that a test can show it a tree that breaks the law.
 */
import { type Import, importsOf, resolveImport } from "./imports";
import { type FileMap, isSource, isTest } from "./source-files";

interface Layer {
  readonly name: string;
  readonly owns: RegExp;
  readonly mayImport: readonly string[];
  /** Packages that belong to another layer. */
  readonly notPackages?: RegExp;
}

const DATABASE = /^(drizzle-orm|@libsql\/client|libsql)(\/|$)/;
const ABOVE_LIB =
  /^(react|react-dom|react-aria-components|next|monaco-editor|server-only|@trpc\/.+|@tanstack\/.+|drizzle-orm|@libsql\/client)(\/|$)/;

/** In this order: the first that owns a file is its layer. Tools may import anything, and nothing imports them. */
const LAYERS: readonly Layer[] = [
  { name: "lib", owns: /^lib\//, mayImport: ["lib"], notPackages: ABOVE_LIB },
  {
    name: "components",
    owns: /^components\//,
    mayImport: ["components", "lib", "data"],
    notPackages: DATABASE,
  },
  { name: "server", owns: /^server\//, mayImport: ["server", "lib", "data"] },
  // What starts and packs the command line is a tool: it loads the bundle, which is no file of the checkout.
  { name: "tools", owns: /^cli\/(aegis\.mjs$|packing\/)/, mayImport: ["tools", "cli", "data"] },
  { name: "cli", owns: /^cli\//, mayImport: ["cli", "lib", "data"], notPackages: DATABASE },
  {
    name: "app",
    owns: /^app\//,
    mayImport: ["app", "components", "server", "lib", "data"],
    notPackages: DATABASE,
  },
  { name: "root", owns: /^(proxy|instrumentation|next\.config)\.ts$/, mayImport: ["server", "lib"] },
  { name: "data", owns: /^(public\/|package\.json$)/, mayImport: [] },
  {
    name: "tools",
    owns: /^/,
    mayImport: ["lib", "components", "server", "cli", "app", "root", "data", "tools"],
  },
];

/** Where the library meets its surroundings, and may use what Node offers. */
const MAY_USE_NODE = /^lib\/runtime\/(node|embedded|webcontainer)\//;
const ROUTER_INDEX = "server/routers/index.ts";

/** One sentence for every import that breaks the law. */
export function importFaults(files: FileMap): string[] {
  const faults: string[] = [];
  for (const [path, source] of files) {
    if (!isSource(path)) continue;
    const layer = layerOf(path);
    for (const entry of importsOf(path, source)) {
      const fault = faultOf(path, layer, entry, files);
      if (fault !== undefined) faults.push(`${path} imports ${entry.specifier}: ${fault}`);
    }
  }
  return faults;
}

function faultOf(path: string, layer: Layer, entry: Import, files: FileMap): string | undefined {
  if (entry.specifier === "(computed)") {
    return layer.name === "tools" ? undefined : "a computed name cannot be checked";
  }
  const target = resolveImport(path, entry.specifier, files);
  if (target.kind === "missing") return "there is no such file";
  if (target.kind === "builtin") return builtinFault(path, layer);
  if (target.kind === "package") {
    return layer.notPackages?.test(entry.specifier) ? `${layer.name} does not use this package` : undefined;
  }
  const other = layerOf(target.path);
  if (layer.mayImport.includes(other.name)) return undefined;
  if (isRouterType(layer, target.path, entry)) return undefined;
  return `${layer.name} may import ${layer.mayImport.join(", ")} and not ${other.name}`;
}

function builtinFault(path: string, layer: Layer): string | undefined {
  const runsInPages = layer.name === "lib" && !MAY_USE_NODE.test(path) && !isTest(path);
  return runsInPages ? "lib runs in pages and workers, where Node's modules do not exist" : undefined;
}

/** The one thing that clients know of the server: the type of its router. */
function isRouterType(layer: Layer, path: string, { typeOnly, names = ["*"] }: Import): boolean {
  const isClient = layer.name === "components" || layer.name === "cli";
  return isClient && path === ROUTER_INDEX && typeOnly && names.every((name) => name === "AppRouter");
}

function layerOf(path: string): Layer {
  const layer = LAYERS.find(({ owns }) => owns.test(path));
  if (!layer) throw new Error(`no layer owns ${path}`);
  return layer;
}

/**
 * Rings of imports, each once, as the list of its files. Imports of types alone are left out: they are gone when
 * the program runs, and cannot make one module see another half made.
 */
export function importCycles(files: FileMap): string[][] {
  const edges = new Map<string, string[]>();
  for (const [path, source] of files) if (isSource(path)) edges.set(path, valueImports(path, source, files));
  const cycles: string[][] = [];
  const state = new Map<string, "open" | "done">();
  const trail: string[] = [];
  const visit = (path: string) => {
    state.set(path, "open");
    trail.push(path);
    for (const next of edges.get(path) ?? []) {
      if (state.get(next) === "open") cycles.push([...trail.slice(trail.indexOf(next)), next]);
      else if (!state.has(next)) visit(next);
    }
    trail.pop();
    state.set(path, "done");
  };
  for (const path of edges.keys()) if (!state.has(path)) visit(path);
  return cycles;
}

function valueImports(path: string, source: string, files: FileMap): string[] {
  return importsOf(path, source).flatMap(({ specifier, typeOnly }) => {
    if (typeOnly) return [];
    const target = resolveImport(path, specifier, files);
    return target.kind === "file" && target.path !== path ? [target.path] : [];
  });
}

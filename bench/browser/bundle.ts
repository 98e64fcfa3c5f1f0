/** Makes one script for a page out of a module and all that it imports. */
import { builtinModules } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const FOLDER = dirname(fileURLToPath(import.meta.url));
export interface BundleOptions {
  /** Built-ins of Node that some package imports without using them in a page: they become empty modules. */
  readonly emptyBuiltins?: readonly string[];
  /** Globals of Node that some package uses, each with the package that has it for pages. */
  readonly globals?: Readonly<Record<string, string>>;
  /** Packages or files to take in place of others, by the name that is imported. */
  readonly alias?: Readonly<Record<string, string>>;
}

/** The bundled script. An import of Node that nobody announced is an error that names it. */
export async function bundleForPage(
  entry: string,
  { emptyBuiltins = [], globals = {}, alias = {} }: BundleOptions = {},
): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import "bench:globals"; import { run } from ${JSON.stringify(entry)}; import { start } from "./start"; start(run);`,
      resolveDir: FOLDER,
      loader: "ts",
    },
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2024",
    // Names stay as they are: a profile of the page can be read.
    minify: false,
    legalComments: "none",
    define: { global: "globalThis", "process.env.NODE_ENV": '"production"' },
    alias: { ...alias },
    plugins: [builtins(emptyBuiltins), globalsPlugin(globals)],
    write: false,
    logLevel: "silent",
  });
  const [script] = outputFiles;
  if (!script) throw new Error(`${entry} made no script`);
  return script.text;
}

function builtins(empty: readonly string[]): Plugin {
  const names = builtinModules.filter((name) => !name.startsWith("_"));
  const filter = new RegExp(`^(node:)?(${names.join("|")})$`);
  return {
    name: "builtins",
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter }, async ({ path, importer, kind, resolveDir, pluginData }) => {
        if (pluginData === "seen") return undefined;
        const name = path.replace(/^node:/, "");
        if (empty.includes(name)) return { path: name, namespace: "empty" };
        // `buffer` and `events` are also packages, written for pages, that others depend on.
        const found = await resolve(path, { importer, kind, resolveDir, pluginData: "seen" });
        if (found.errors.length === 0 && !path.startsWith("node:")) return { path: found.path };
        return { errors: [{ text: `${importer} asks for ${path}, which no page has` }] };
      });
      onLoad({ filter: /^/, namespace: "empty" }, () => ({ contents: "module.exports = {};", loader: "js" }));
    },
  };
}

/** A module of its own, because it has to run before those that use the globals. */
function globalsPlugin(globals: Readonly<Record<string, string>>): Plugin {
  const lines = Object.entries(globals).map(
    ([name, from]) => `import { ${name} } from ${JSON.stringify(from)}; globalThis.${name} = ${name};`,
  );
  return {
    name: "globals",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^bench:globals$/ }, ({ path }) => ({ path, namespace: "globals" }));
      onLoad({ filter: /^/, namespace: "globals" }, () => ({
        contents: lines.join("\n"),
        resolveDir: FOLDER,
      }));
    },
  };
}

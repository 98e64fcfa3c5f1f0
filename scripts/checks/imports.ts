import { isBuiltin } from "node:module";
import { posix } from "node:path";
import type { Argument, Expression } from "oxc-parser";
import { parseSync, Visitor } from "oxc-parser";
import type { FileMap } from "./source-files";

export interface Import {
  readonly specifier: string;
  /** Erased by the compiler: `import type`, `export type … from`, `import("…")` in a type. */
  readonly typeOnly: boolean;
  /** The names that it takes, where the statement says so; nothing stands for all of them. */
  readonly names?: readonly string[];
}

export type Target =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "builtin" }
  | { readonly kind: "package" }
  | { readonly kind: "missing" };

/** Every way in which one module names another. A dynamic import of a computed name comes out as `(computed)`. */
export function importsOf(path: string, source: string): Import[] {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const found: Import[] = [];
  const add = (specifier: string, typeOnly = false, names?: string[]) =>
    found.push({ specifier, typeOnly, ...(names ? { names } : {}) });
  new Visitor({
    ImportDeclaration: ({ source, importKind, specifiers }) => {
      const names = specifiers.map((entry) =>
        entry.type === "ImportSpecifier" && entry.imported.type === "Identifier" ? entry.imported.name : "*",
      );
      // `import { type A }` stays in the output as an import for its side effects.
      add(source.value, importKind === "type", names);
    },
    ExportNamedDeclaration: ({ source, exportKind }) => source && add(source.value, exportKind === "type"),
    ExportAllDeclaration: ({ source, exportKind }) => add(source.value, exportKind === "type"),
    ImportExpression: ({ source }) => add(textOf(source) ?? "(computed)"),
    TSImportType: ({ source }) => add(source.value, true),
    TSImportEqualsDeclaration: ({ moduleReference }) =>
      moduleReference.type === "TSExternalModuleReference" && add(moduleReference.expression.value),
    CallExpression: ({ callee, arguments: [first] }) => {
      if (callee.type === "Identifier" && callee.name === "require") add(textOf(first) ?? "(computed)");
    },
    NewExpression: ({ callee, arguments: [first, second] }) => {
      const isFileUrl = callee.type === "Identifier" && callee.name === "URL" && isImportMetaUrl(second);
      const text = textOf(first);
      // A worker or an asset, which a bundler takes in like an import; a folder is neither.
      if (isFileUrl && text !== undefined && /\.\w+$/.test(text)) add(text);
    },
  }).visit(program);
  return found;
}

/** What a specifier stands for, among the files that there are. */
export function resolveImport(from: string, specifier: string, files: FileMap): Target {
  if (isBuiltin(specifier)) return { kind: "builtin" };
  const isOurs = specifier.startsWith("@/") || specifier.startsWith(".");
  if (!isOurs) return { kind: "package" };
  const base = specifier.startsWith("@/")
    ? posix.normalize(specifier.slice(2))
    : posix.join(posix.dirname(from), specifier);
  const candidates = [
    base,
    ...[".ts", ".tsx", ".mts", ".mjs", ".js", ".d.ts", "/index.ts", "/index.tsx"].map(
      (end) => `${base}${end}`,
    ),
    base.replace(/\.js$/, ".ts"),
  ];
  const path = candidates.find((candidate) => files.has(candidate));
  return path === undefined ? { kind: "missing" } : { kind: "file", path };
}

function textOf(node: Expression | Argument | undefined): string | undefined {
  return node?.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}

function isImportMetaUrl(node: Argument | undefined): boolean {
  return (
    node?.type === "MemberExpression" &&
    node.object.type === "MetaProperty" &&
    node.property.type === "Identifier" &&
    node.property.name === "url"
  );
}

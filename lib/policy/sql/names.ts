/**
 * From names as the parser read them (unquoted ones in lower case already) to what they mean.
 *
 * The rule for tables without a schema: PostgreSQL's own when there is one of that name in pg_catalog, `public`
 * otherwise. It holds for a connection whose search_path is the default; whoever opens it has to see to that, and no
 * word of a spec grants changing it.
 */
import { CATALOG_RELATIONS } from "./catalog-relations";
import type { TableRef } from "./facts";
import { type JsonObject, textAt } from "./json";

export function tablesOf(rangeVar: JsonObject): readonly TableRef[] {
  const name = textAt(rangeVar, "relname");
  const schema = textAt(rangeVar, "schemaname");
  const database = textAt(rangeVar, "catalogname");
  return resolve(database, schema, name);
}

/** Parts of a dotted name, the last one being the table. */
export function tablesFromParts(parts: readonly string[]): readonly TableRef[] {
  return resolve(parts.at(-3) ?? "", parts.at(-2) ?? "", parts.at(-1) ?? "");
}

function resolve(database: string, schema: string, name: string): readonly TableRef[] {
  if (database !== "") return [{ schema, name, database }];
  if (schema !== "") return [{ schema, name }];
  if (CATALOG_RELATIONS.has(name)) return [{ schema: "pg_catalog", name }];
  // A system view of another version, or a table of an extension in public: it has to be granted as both.
  if (name.startsWith("pg_")) {
    return [
      { schema: "pg_catalog", name },
      { schema: "public", name },
    ];
  }
  return [{ schema: "public", name }];
}

export function allTablesOf(schema: string): TableRef {
  return { schema, name: "*", every: true };
}

/** `lower` and `pg_catalog.lower` are PostgreSQL's own; `x.lower` is somebody else's. */
export function functionName(parts: readonly string[]): { readonly name: string; readonly isOwn: boolean } {
  const name = unmistakable(parts.at(-1) ?? "");
  const schema = parts.at(-2);
  if (schema === undefined || schema === "pg_catalog") return { name, isOwn: true };
  return { name: `${unmistakable(schema)}.${name}`, isOwn: false };
}

/** `"public.f"()` is one quoted word and not f in public. With its quotes it is a name that nothing grants. */
function unmistakable(part: string): string {
  return /[."]/.test(part) ? JSON.stringify(part) : part;
}

/** Types whose values are names of the catalog: a cast looks them up, and their output lists the catalog by number. */
const NAME_TYPES: ReadonlyMap<string, string> = new Map([
  ["regclass", "pg_class"],
  ["regcollation", "pg_collation"],
  ["regdatabase", "pg_database"],
  ["regnamespace", "pg_namespace"],
  ["regoper", "pg_operator"],
  ["regoperator", "pg_operator"],
  ["regproc", "pg_proc"],
  ["regprocedure", "pg_proc"],
  ["regrole", "pg_roles"],
  ["regtype", "pg_type"],
]);

/** The relation of pg_catalog that a type's values are read from, if any. */
export function catalogOfType(
  parts: readonly string[],
): { readonly type: string; readonly relation: string } | null {
  const schema = parts.at(-2);
  if (schema !== undefined && schema !== "pg_catalog") return null;
  // `regclass[]` is also `_regclass`.
  const type = (parts.at(-1) ?? "").replace(/^_/, "");
  const relation = NAME_TYPES.get(type);
  return relation === undefined ? null : { type, relation };
}

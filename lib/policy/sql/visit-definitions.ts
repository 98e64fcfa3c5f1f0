/**
 * Definitions that name their objects as lists of words rather than as table nodes, or that act on many things at
 * once: DROP, COMMENT, ALTER, RENAME, GRANT.
 */
import { flagAt, type Json, type JsonObject, listAt, names, objectAt, textAt, unwrap } from "./json";
import { allTablesOf, tablesFromParts, tablesOf } from "./names";
import { need } from "./visit-queries";
import type { Place, Visitor, Walk } from "./walk";

/** What lies in a schema and is named like a table. */
const RELATIONS: ReadonlySet<string> = new Set([
  "OBJECT_FOREIGN_TABLE",
  "OBJECT_INDEX",
  "OBJECT_MATVIEW",
  "OBJECT_SEQUENCE",
  "OBJECT_TABLE",
  "OBJECT_VIEW",
]);
const TYPES: ReadonlySet<string> = new Set(["OBJECT_DOMAIN", "OBJECT_TYPE", "OBJECT_STATISTIC_EXT"]);

function partsOf(item: Json | undefined): string[] {
  const list = unwrap(item);
  return list?.type === "List" ? names(listAt(list.node, "items")) : [];
}

function refuseOther(what: string, place: Place, walk: Walk): void {
  need("guard", what, place, walk);
}

/** CASCADE goes on to whatever depends on the object or refers to it, in tables that the statement does not name. */
export function checkCascade(node: JsonObject, walk: Walk): void {
  if (textAt(node, "behavior") === "DROP_CASCADE") walk.facts.write([allTablesOf("*")]);
}

export const visitDrop: Visitor = (node, place, walk) => {
  need("drop", "drops something", place, walk);
  checkCascade(node, walk);
  const type = textAt(node, "removeType");
  for (const object of listAt(node, "objects")) {
    if (RELATIONS.has(type)) walk.facts.write(tablesFromParts(partsOf(object)));
    else if (type === "OBJECT_SCHEMA") walk.facts.write(names([object]).map(allTablesOf));
    else if (TYPES.has(type)) walk.facts.write(tablesFromParts(typeParts(object)));
    else refuseOther("drops what no list of tables bounds", place, walk);
  }
};

function typeParts(item: Json): string[] {
  const type = unwrap(item);
  return type?.type === "TypeName" ? names(listAt(type.node, "names")) : partsOf(item);
}

/** Types and statistics are named like tables and lie in a schema like them: the same lists bound them. */
export const makesNamed =
  (kind: "create" | "alter", field: string): Visitor =>
  (node, place, walk, self) => {
    need(kind, `${kind}s something`, place, walk);
    walk.facts.write(tablesFromParts(names(listAt(node, field))));
    walk.children(self, { ...place, tables: "write", isStatement: true });
  };

/** CREATE SCHEMA s CREATE TABLE t …: the table is s.t, and what else is made there is resolved in s as well. */
export const visitCreateSchema: Visitor = (node, place, walk, self) => {
  need("create", "creates a schema", place, walk);
  walk.facts.write([allTablesOf(textAt(node, "schemaname") || "*")]);
  if (listAt(node, "schemaElts").length > 0)
    refuseOther("creates a schema together with its contents", place, walk);
  walk.children(self, { ...place, tables: "write", isStatement: true });
};

export const visitComment: Visitor = (node, place, walk) => {
  need("alter", "changes a comment", place, walk);
  const type = textAt(node, "objtype");
  const parts = partsOf(node.object);
  if (RELATIONS.has(type)) walk.facts.write(tablesFromParts(parts));
  else if (type === "OBJECT_COLUMN") walk.facts.write(tablesFromParts(parts.slice(0, -1)));
  else refuseOther("changes what no list of tables bounds", place, walk);
};

/** Parts of ALTER TABLE that take guards away: ownership, row security, triggers, rules. */
const GUARDS = /^AT_(ChangeOwner|.*RowSecurity|.*Trig.*|.*Rule|GenericOptions)$/;

export const visitAlterTable: Visitor = (node, place, walk, self) => {
  need("alter", "alters something", place, walk);
  if (!RELATIONS.has(textAt(node, "objtype"))) refuseOther("alters what is no table", place, walk);
  for (const item of listAt(node, "cmds")) {
    const command = unwrap(item)?.node ?? {};
    const subtype = textAt(command, "subtype");
    checkCascade(command, walk);
    if (GUARDS.test(subtype)) need("guard", "changes who may do what with the table", place, walk);
    if (subtype.startsWith("AT_Drop")) need("drop", "drops a part of it", place, walk);
  }
  walk.children(self, { ...place, tables: "write", isStatement: true });
};

export const visitRename: Visitor = (node, place, walk, self) => {
  need("alter", "renames something", place, walk);
  const relation = objectAt(node, "relation");
  if (relation === null) refuseOther("renames what is no table", place, walk);
  // The new name as well: otherwise a table could be moved in under a name, or out from under a denial.
  else if (RELATIONS.has(textAt(node, "renameType")))
    moveTo(relation, "relname", textAt(node, "newname"), walk);
  walk.children(self, { ...place, tables: "write", isStatement: true }, new Set(["object"]));
};

/** ALTER TABLE … SET SCHEMA. */
export const visitMove: Visitor = (node, place, walk, self) => {
  need("alter", "moves something to another schema", place, walk);
  const relation = objectAt(node, "relation");
  if (relation === null) refuseOther("moves what is no table", place, walk);
  else moveTo(relation, "schemaname", textAt(node, "newschema"), walk);
  walk.children(self, { ...place, tables: "write", isStatement: true }, new Set(["object"]));
};

function moveTo(relation: JsonObject, part: "relname" | "schemaname", name: string, walk: Walk): void {
  walk.facts.write(tablesOf({ ...relation, [part]: name }));
}

export const visitGrant: Visitor = (node, place, walk, self) => {
  const isGrant = flagAt(node, "is_grant");
  need(isGrant ? "grant" : "revoke", isGrant ? "gives rights" : "takes rights", place, walk);
  const isOfTables =
    textAt(node, "objtype") === "OBJECT_TABLE" || textAt(node, "objtype") === "OBJECT_SEQUENCE";
  const target = textAt(node, "targtype");
  if (!isOfTables) refuseOther("concerns what no list of tables bounds", place, walk);
  else if (target === "ACL_TARGET_ALL_IN_SCHEMA") {
    for (const schema of names(listAt(node, "objects"))) walk.facts.write([allTablesOf(schema)]);
  } else if (target !== "ACL_TARGET_OBJECT") refuseOther("sets default rights", place, walk);
  walk.children(self, { ...place, tables: "write", isStatement: true });
};

/** The DefElem of that name. */
export function optionNamed(list: readonly Json[], name: string): JsonObject | null {
  for (const item of list) {
    const option = unwrap(item);
    if (option?.type === "DefElem" && textAt(option.node, "defname") === name) return option.node;
  }
  return null;
}

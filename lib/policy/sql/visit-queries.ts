/**
 * Queries and what changes rows: SELECT and its relatives, INSERT, UPDATE, DELETE, MERGE, COPY, EXPLAIN. Tables are
 * read or written here, WITH opens its scopes here, and DML inside a WITH counts as what it is.
 */
import { flagAt, type JsonObject, listAt, objectAt, textAt, unwrap } from "./json";
import type { SqlKind } from "./kinds";
import { tablesOf } from "./names";
import { isWithName, openScope } from "./scope";
import type { Place, Visitor, Walk } from "./walk";

const WITH_CLAUSE: ReadonlySet<string> = new Set(["withClause"]);
const WITH_AND_TARGET: ReadonlySet<string> = new Set(["withClause", "relation"]);
const RELATION: ReadonlySet<string> = new Set(["relation"]);
/** FOR UPDATE OF names aliases of the query, not tables. */
const LOCKED: ReadonlySet<string> = new Set(["lockedRels"]);
const NONE: ReadonlySet<string> = new Set();

/** Walks into a WITH; answers the place for the statement that it belongs to. */
function enterWith(node: JsonObject, place: Place, walk: Walk): Place {
  const within: Place = { ...place, tables: "read", isStatement: false };
  const { inner, queries } = openScope(objectAt(node, "withClause"), place.scope);
  for (const [query, scope] of queries) walk.later(query, { ...within, scope });
  return { ...within, scope: inner };
}

/** The table that is changed. Never a name of a WITH: PostgreSQL refuses those as targets. */
export function writeTo(rangeVar: JsonObject | null, place: Place, walk: Walk): void {
  if (rangeVar === null) return;
  const tables = tablesOf(rangeVar);
  if (place.isPlanned) walk.facts.read(tables);
  else walk.facts.write(tables);
}

export function need(kind: SqlKind, what: string, place: Place, walk: Walk): void {
  if (!place.isPlanned) walk.facts.needs(kind, what);
}

const visitSelect: Visitor = (node, place, walk, self) => {
  if (place.isStatement) need("select", "reads rows", place, walk);
  if (listAt(node, "lockingClause").length > 0) need("lock", "locks the rows that it reads", place, walk);
  walk.children(self, enterWith(node, place, walk), WITH_CLAUSE);
};

/** SELECT … INTO, CREATE TABLE … AS. */
const visitInto: Visitor = (node, place, walk, self) => {
  need("create", "makes a table of what it reads", place, walk);
  writeTo(objectAt(node, "rel"), place, walk);
  walk.children(self, place, new Set(["rel", "viewQuery"]));
};

const changesRows =
  (kind: SqlKind, what: string): Visitor =>
  (node, place, walk, self) => {
    need(kind, what, place, walk);
    writeTo(objectAt(node, "relation"), place, walk);
    walk.children(self, enterWith(node, place, walk), WITH_AND_TARGET);
  };

const visitOnConflict: Visitor = (node, place, walk, self) => {
  if (textAt(node, "action") !== "ONCONFLICT_NOTHING") {
    need("update", "changes rows that are there already (ON CONFLICT)", place, walk);
  }
  walk.children(self, place);
};

const visitRangeVar: Visitor = (node, place, walk) => {
  const isQualified = textAt(node, "schemaname") !== "" || textAt(node, "catalogname") !== "";
  if (place.tables === "write") writeTo(node, place, walk);
  else if (isQualified || !isWithName(place.scope, textAt(node, "relname"))) walk.facts.read(tablesOf(node));
};

/** COPY hands rows out or takes them in through the connection; with a file or a program it acts on the server. */
const visitCopy: Visitor = (node, place, walk, self) => {
  if (flagAt(node, "is_program")) need("server", "runs a program on the database server", place, walk);
  else if (textAt(node, "filename") !== "")
    need("server", "reads or writes a file of the database server", place, walk);
  if (flagAt(node, "is_from")) {
    need("copy_in", "adds rows (COPY FROM)", place, walk);
    writeTo(objectAt(node, "relation"), place, walk);
  } else {
    need("copy_out", "reads rows (COPY TO)", place, walk);
    const relation = objectAt(node, "relation");
    if (relation) walk.facts.read(tablesOf(relation));
  }
  walk.children(self, { ...place, tables: "read", isStatement: false }, RELATION);
};

/** What of an EXPLAIN is known to be harmless. ANALYZE is judged by its value. */
const EXPLAIN_OPTIONS: ReadonlySet<string> = new Set([
  "analyze",
  "buffers",
  "costs",
  "format",
  "generic_plan",
  "memory",
  "serialize",
  "settings",
  "summary",
  "timing",
  "verbose",
  "wal",
]);

/**
 * Without ANALYZE nothing is executed, but the planner evaluates functions of constants: EXPLAIN SELECT leak(1) runs
 * leak when somebody declared it immutable. So the functions count, and so do the tables.
 */
const visitExplain: Visitor = (node, place, walk, self) => {
  let isAnalyze = false;
  for (const item of listAt(node, "options")) {
    const option = unwrap(item)?.node ?? {};
    const name = textAt(option, "defname");
    if (!EXPLAIN_OPTIONS.has(name)) walk.facts.needs("code", `has an unknown EXPLAIN option "${name}"`);
    // PostgreSQL takes the last of several; one that says yes is enough here.
    if (name === "analyze" && !isOff(option)) isAnalyze = true;
  }
  walk.facts.needs("explain", "shows a plan");
  walk.children(self, { ...place, tables: "read", isStatement: true, isPlanned: !isAnalyze }, NONE);
};

/** `false`, `off` or `0`; everything else, and nothing at all, is yes. */
function isOff(option: JsonObject): boolean {
  const argument = unwrap(option.arg);
  if (argument === null) return false;
  const text = textAt(argument.node, "sval").toLowerCase();
  if (argument.type === "String") return text === "false" || text === "off";
  if (argument.type === "Boolean") return !flagAt(argument.node, "boolval");
  return argument.type === "Integer" && (argument.node.ival === undefined || argument.node.ival === 0);
}

export const QUERIES: Readonly<Record<string, Visitor>> = {
  SelectStmt: visitSelect,
  IntoClause: visitInto,
  InsertStmt: changesRows("insert", "adds rows"),
  UpdateStmt: changesRows("update", "changes rows"),
  DeleteStmt: changesRows("delete", "deletes rows"),
  MergeStmt: changesRows("merge", "merges rows"),
  OnConflictClause: visitOnConflict,
  RangeVar: visitRangeVar,
  LockingClause: (_node, place, walk, self) => walk.children(self, place, LOCKED),
  CopyStmt: visitCopy,
  ExplainStmt: visitExplain,
};

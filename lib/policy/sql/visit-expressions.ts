/**
 * Expressions: whatever can call a function without looking like it. Function calls, casts that look into the
 * catalog, operators with a schema, sampling methods, and names behind a dot.
 */
import { answersRows, classOfFunction, columnsOf } from "./functions";
import { flagAt, type Json, type JsonObject, listAt, names, objectAt, textAt, unwrap } from "./json";
import { catalogOfType, functionName } from "./names";
import type { Visitor, Walk } from "./walk";

/**
 * An operator's function follows from the types of its operands, so that a name alone says nothing: `=` on somebody's
 * type runs somebody's function. Operators belong to the types, which the owner of the tables chose. A schema in
 * front, though, picks one that nobody else would find: that is a call.
 */
function callOperator(parts: readonly string[], walk: Walk): void {
  if (!functionName(parts).isOwn) walk.facts.call(parts);
}

const callsOperatorIn =
  (field: string): Visitor =>
  (node, place, walk, self) => {
    callOperator(names(listAt(node, field)), walk);
    walk.children(self, place);
  };

const visitFuncCall: Visitor = (node, place, walk, self) => {
  walk.facts.call(names(listAt(node, "funcname")));
  walk.children(self, place);
};

const visitTypeName: Visitor = (node, place, walk, self) => {
  const catalog = catalogOfType(names(listAt(node, "names")));
  if (catalog) walk.facts.readCatalog(catalog.relation, catalog.type);
  walk.children(self, place);
};

const visitColumnRef: Visitor = (node, _place, walk) => {
  const parts = names(listAt(node, "fields"));
  const isStar = parts.length < listAt(node, "fields").length;
  if (parts.length < 2 || isStar) return;
  const qualifier = parts.length === 2 ? (parts[0] ?? null) : null;
  walk.facts.column(qualifier, parts.at(-1) ?? "");
};

/**
 * `(x).f` is f(x) when x is no row with a field f: `('/etc/passwd'::text).pg_read_file` reads the file, and
 * `(t.sql).exec_sql` runs what is in t. The type of x is not known here, so unless it is plain that x is a row, the
 * name counts as a call. A field of a row type that an agent needs is granted like a function.
 */
const visitIndirection: Visitor = (node, place, walk, self) => {
  const [first, ...more] = names(listAt(node, "indirection"));
  if (first !== undefined) {
    if (isPlainlyRow(node.arg)) walk.facts.attribute(first);
    else walk.facts.call([first]);
  }
  for (const name of more) walk.facts.call([name]);
  walk.children(self, place);
};

function isPlainlyRow(value: Json | undefined): boolean {
  const found = unwrap(value);
  if (found?.type === "RowExpr") return true;
  return found?.type === "FuncCall" && isRowCall(found.node);
}

function isRowCall(call: JsonObject): boolean {
  const { name, isOwn } = functionName(names(listAt(call, "funcname")));
  return isOwn && answersRows(name);
}

const visitSample: Visitor = (node, place, walk, self) => {
  const method = names(listAt(node, "method"));
  const { name, isOwn } = functionName(method);
  if (!isOwn || (name !== "system" && name !== "bernoulli")) walk.facts.call(method);
  walk.children(self, place);
};

/** A function in FROM that answers one value: behind its alias stand calls rather than columns (see Collector). */
const visitRangeFunction: Visitor = (node, place, walk, self) => {
  walk.children(self, place);
  const functions = listAt(node, "functions");
  const isRow = functions.length > 1 || flagAt(node, "ordinality") || listAt(node, "coldeflist").length > 0;
  const list = unwrap(functions[0]);
  const call = unwrap(list?.type === "List" ? listAt(list.node, "items")[0] : functions[0]);
  if (isRow || call === null) return;
  const alias = objectAt(node, "alias");
  const columns = names(alias ? listAt(alias, "colnames") : []);
  if (call.type !== "FuncCall") {
    // `FROM coalesce('…') t`; without an alias its name depends on what it is, so any qualifier might be it.
    walk.facts.valueAlias(alias ? textAt(alias, "aliasname") : "", new Set(columns));
    return;
  }
  const parts = names(listAt(call.node, "funcname"));
  const { name, isOwn } = functionName(parts);
  // What somebody else's function answers is for who granted it to know.
  if (!isOwn || answersRows(name) || classOfFunction(name).is === "unknown") return;
  const called = parts.at(-1) ?? "";
  const aliasName = alias ? textAt(alias, "aliasname") : called;
  const own = columns.length > 0 ? columns : [aliasName, called, ...columnsOf(name)];
  walk.facts.valueAlias(aliasName, new Set(own));
};

export const EXPRESSIONS: Readonly<Record<string, Visitor>> = {
  FuncCall: visitFuncCall,
  TypeName: visitTypeName,
  ColumnRef: visitColumnRef,
  A_Indirection: visitIndirection,
  A_Expr: callsOperatorIn("name"),
  SubLink: callsOperatorIn("operName"),
  SortBy: callsOperatorIn("useOp"),
  RangeTableSample: visitSample,
  RangeFunction: visitRangeFunction,
};

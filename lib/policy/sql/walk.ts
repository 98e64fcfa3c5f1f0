/**
 * From a parse tree to facts. Every node is visited, whatever its kind, with its place in mind: inside which WITH,
 * and whether it is executed or only planned by EXPLAIN.
 *
 * Guarantees: total, on an explicit stack, linear in the tree; a node or field that is not known, and a tree that is
 * deeper than the limit, have no facts and are therefore denied. Non-guarantees: what views, triggers, defaults, row
 * types, operators and the input and output of types do is part of the tables' definition and not seen here.
 */
import { Collector } from "./collector";
import type { SqlStatementFacts } from "./facts";
import { isObject, type Json, type JsonObject, listAt, unwrap } from "./json";
import type { Scope } from "./scope";
import { eachChild, isKnownNode, type TypedNode } from "./tree";
import { EXPRESSIONS } from "./visit-expressions";
import { QUERIES } from "./visit-queries";
import { STATEMENTS } from "./visit-statements";

/** Well below what the parser can take on any platform, so that all of them answer alike. */
export const TREE_DEPTH_LIMIT = 2_000;

export interface Place {
  readonly scope: Scope | null;
  /** What a table that is named here is for. */
  readonly tables: "read" | "write";
  /** Under EXPLAIN without ANALYZE: planned, not executed. */
  readonly isPlanned: boolean;
  /** A SELECT here is a statement and not part of one. */
  readonly isStatement: boolean;
}

export interface Walk {
  readonly facts: Collector;
  /** Visits this node later. */
  later(child: TypedNode, place: Place): void;
  /** Visits all children later, but those in the fields to skip. */
  children(of: TypedNode, place: Place, skip?: ReadonlySet<string>): void;
}

export type Visitor = (node: JsonObject, place: Place, walk: Walk, self: TypedNode) => void;

const VISITORS: ReadonlyMap<string, Visitor> = new Map([
  ...Object.entries(QUERIES),
  ...Object.entries(EXPRESSIONS),
  ...Object.entries(STATEMENTS),
]);

export class TooDeep extends Error {}
export class NotATree extends Error {}

const TOP: Place = { scope: null, tables: "write", isPlanned: false, isStatement: true };

/** Facts of every statement of a parse result. Throws what it cannot understand: the caller denies. */
export function walkTree(tree: Json): SqlStatementFacts[] {
  if (!isObject(tree)) throw new NotATree();
  return listAt(tree, "stmts").map((entry) => {
    const statement = isObject(entry) ? unwrap(entry.stmt) : null;
    if (statement === null || !isKnownNode(statement.type)) throw new NotATree();
    return walkStatement(statement);
  });
}

function walkStatement(statement: TypedNode): SqlStatementFacts {
  const facts = new Collector();
  const stack: { self: TypedNode; place: Place; depth: number }[] = [
    { self: statement, place: TOP, depth: 0 },
  ];
  let depth = 0;
  const walk: Walk = {
    facts,
    later: (self, place) => stack.push({ self, place, depth }),
    children: (of, place, skip) => eachChild(of, skip ?? null, (child) => walk.later(child, place)),
  };
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { self, place } = next;
    if (next.depth > TREE_DEPTH_LIMIT) throw new TooDeep();
    depth = next.depth + 1;
    const visitor = VISITORS.get(self.type);
    if (visitor) visitor(self.node, place, walk, self);
    // Every statement has its visitor: one without would have no effect on record and would pass as harmless.
    else if (self.type.endsWith("Stmt") || !isKnownNode(self.type)) throw new NotATree();
    else walk.children(self, place);
  }
  return facts.finish();
}

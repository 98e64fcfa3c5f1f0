/**
 * Statements on the session: settings, transactions, cursors, prepared statements, notifications, maintenance, and
 * those whose text is not seen here (DO, EXECUTE).
 */
import { type Json, type JsonObject, listAt, objectAt, textAt, unwrap } from "./json";
import { allTablesOf } from "./names";
import { isHarmlessSetting } from "./settings";
import { optionNamed } from "./visit-definitions";
import { need } from "./visit-queries";
import type { Place, Visitor, Walk } from "./walk";

const below = (place: Place): Place => ({ ...place, tables: "write", isStatement: true });

/** READ WRITE inside a transaction that was opened read-only takes that guard off again. */
function checkModes(modes: readonly Json[], place: Place, walk: Walk): void {
  const readOnly = optionNamed(modes, "transaction_read_only");
  if (readOnly !== null && !isOne(readOnly.arg)) {
    need("guard", "lets a transaction write (READ WRITE)", place, walk);
  }
  if (optionNamed(modes, "transaction_snapshot")) need("guard", "takes another's snapshot", place, walk);
}

function isOne(value: Json | undefined): boolean {
  const constant = unwrap(value);
  if (constant === null) return false;
  return (objectAt(constant.node, "ival") ?? constant.node).ival === 1;
}

const visitSet: Visitor = (node, place, walk) => {
  const kind = textAt(node, "kind");
  const name = textAt(node, "name");
  if (kind === "VAR_SET_MULTI" && name === "TRANSACTION") {
    need("transaction", "sets how the transaction runs", place, walk);
    checkModes(listAt(node, "args"), place, walk);
  } else if (kind !== "VAR_SET_MULTI" && kind !== "VAR_RESET_ALL" && isHarmlessSetting(name)) {
    need("set", "changes a setting", place, walk);
  } else {
    need("guard", `changes ${name === "" ? "all settings" : name}, which the checks rest on`, place, walk);
  }
};

const ORDINARY_TRANSACTION: ReadonlySet<string> = new Set([
  "TRANS_STMT_BEGIN",
  "TRANS_STMT_START",
  "TRANS_STMT_COMMIT",
  "TRANS_STMT_ROLLBACK",
  "TRANS_STMT_SAVEPOINT",
  "TRANS_STMT_RELEASE",
  "TRANS_STMT_ROLLBACK_TO",
]);

const visitTransaction: Visitor = (node, place, walk) => {
  need("transaction", "begins or ends a transaction", place, walk);
  if (!ORDINARY_TRANSACTION.has(textAt(node, "kind"))) {
    need("guard", "leaves a prepared transaction behind, or ends one", place, walk);
  }
  checkModes(listAt(node, "options"), place, walk);
};

const visitDiscard: Visitor = (node, place, walk) => {
  const isAll = textAt(node, "target") === "DISCARD_ALL";
  need(isAll ? "guard" : "set", isAll ? "resets role and settings" : "forgets session state", place, walk);
};

/** Also SHOW is reading: settings are a view. */
const visitShow: Visitor = (_node, place, walk) => {
  need("show", "shows settings", place, walk);
  walk.facts.readCatalog("pg_settings", "current_setting");
};

/** The text of a DO block is code in any language; that of an EXECUTE was sent earlier, by whomever. */
const hides =
  (kind: "do" | "execute", what: string): Visitor =>
  (_node, place, walk, self) => {
    walk.facts.needs(kind, what);
    walk.facts.hides();
    walk.children(self, below(place));
  };

/** Without a list of tables, VACUUM, ANALYZE and CLUSTER take all of them. */
const maintainsListed =
  (has: (node: JsonObject) => boolean): Visitor =>
  (node, place, walk, self) => {
    need("maintain", "rebuilds or measures tables", place, walk);
    if (!has(node)) walk.facts.write([allTablesOf("*")]);
    walk.children(self, below(place));
  };

const session =
  (kind: "cursor" | "prepare" | "listen" | "notify" | "transaction" | "call", what: string): Visitor =>
  (_node, place, walk, self) => {
    need(kind, what, place, walk);
    walk.children(self, below(place));
  };

export const DEFINED_SETTINGS: Readonly<Record<string, Visitor>> = {
  VariableSetStmt: visitSet,
  VariableShowStmt: visitShow,
  DiscardStmt: visitDiscard,
  TransactionStmt: visitTransaction,
  ConstraintsSetStmt: session("transaction", "sets when constraints are checked"),
  DeclareCursorStmt: session("cursor", "opens a cursor"),
  FetchStmt: session("cursor", "reads from a cursor"),
  ClosePortalStmt: session("cursor", "closes a cursor"),
  PrepareStmt: session("prepare", "prepares a statement"),
  DeallocateStmt: session("prepare", "forgets prepared statements"),
  ListenStmt: session("listen", "listens to notifications"),
  UnlistenStmt: session("listen", "stops listening"),
  NotifyStmt: session("notify", "notifies other sessions"),
  CallStmt: session("call", "calls a procedure"),
  DoStmt: hides("do", "runs a block of code"),
  ExecuteStmt: hides("execute", "runs a prepared statement"),
  VacuumStmt: maintainsListed((node) => listAt(node, "rels").length > 0),
  ClusterStmt: maintainsListed((node) => objectAt(node, "relation") !== null),
  ReindexStmt: maintainsListed((node) => objectAt(node, "relation") !== null),
};

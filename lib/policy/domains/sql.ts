/**
 * Databases. What a text of SQL does is told by an analyser that is handed in (a real parser, which may be loading
 * still); this file only compares its answer with the rules.
 *
 * Guarantees: every statement of a batch, every kind of effect, every table and function counts. Without an
 * analyser, with one that fails, or with facts of the wrong form: denied. A deny for `*.secrets` also meets a table
 * that is named without its schema.
 */
import { allowed, type Canonical, deniedByDefault, deniedByRule, malformed, policyError } from "../decisions";
import { escapeGlob } from "../match/glob";
import type { Program, SqlProgram } from "../program";
import { type Faults, keyText, Rule, rulesOf } from "../rules";
import type { Decision } from "../types";
import { NameList } from "./models";

/** What one statement does, by a parser's reading. */
export interface SqlStatementFacts {
  /** Every kind of effect, in the words of the spec's `statements`; a WITH that deletes is "select" and "delete". */
  readonly kinds: readonly string[];
  /** As `schema.table`; without a schema only where the parser cannot know which one is meant. */
  readonly tables: readonly string[];
  /** As `schema.function` or `function`, lower case. */
  readonly functions: readonly string[];
  /** What is denied whatever the rules say, such as a function with effects: a clause for people. */
  readonly forbidden: string | null;
}
export type SqlFacts =
  | { readonly ok: true; readonly statements: readonly SqlStatementFacts[] }
  | { readonly ok: false; readonly reason: string };
export type SqlAnalyser = (sql: string) => SqlFacts;

interface Database {
  readonly rule: Rule;
  readonly id: string;
  readonly statements: ReadonlyMap<string, Rule>;
  readonly tables: NameList;
  readonly denyTables: NameList;
  /** The same rules by their last part alone. */
  readonly denyTablesByLast: NameList;
  readonly denyFunctions: NameList;
}

export class Sql {
  private readonly databases = new Map<string, Database>();

  constructor({ sql }: Program, faults: Faults) {
    for (const each of sql) this.databases.set(each.name, linkDatabase(each, faults));
  }

  decide(name: string, sql: string, analyse: SqlAnalyser | null): Decision {
    const canonical = { op: "sql.query", database: name, sql };
    const what = `Querying the database ${JSON.stringify(name.slice(0, 80))}`;
    const database = this.databases.get(name);
    if (!database) return deniedByDefault(what, canonical, null);
    if (!analyse) return policyError("nothing is here that can read SQL");
    const facts = analyse(sql);
    if (facts.ok !== true) return malformed(`its SQL cannot be read: ${String(facts.reason).slice(0, 200)}`);
    const { statements } = facts;
    if (!Array.isArray(statements) || statements.length === 0) return malformed("its SQL has no statement");
    for (const statement of statements) {
      const denial = denialOf(database, statement, what, canonical, name);
      if (denial) return denial;
    }
    const first = database.statements.get((statements[0] as SqlStatementFacts).kinds[0] as string);
    return allowed(first ?? database.rule, what, canonical);
  }
}

/** The first denial, those by a rule before those for want of one; null when the statement is granted. */
function denialOf(
  database: Database,
  statement: SqlStatementFacts,
  what: string,
  canonical: Canonical,
  name: string,
): Decision | null {
  const { kinds, tables, functions, forbidden } = statement;
  for (const table of tables) {
    const rule = database.denyTables.first(table) ?? bareDenial(database, table);
    if (rule) return deniedByRule(rule, `${what}, table ${table},`, canonical);
  }
  for (const called of functions) {
    const rule = database.denyFunctions.first(called) ?? database.denyFunctions.first(lastPart(called));
    if (rule) return deniedByRule(rule, `${what}, function ${called},`, canonical);
  }
  if (forbidden !== null) return deniedByDefault(`${what}: ${forbidden}, which`, canonical, null);
  if (kinds.length === 0) return deniedByDefault(`${what} with a statement of unknown kind`, canonical, null);
  const path = ["capabilities", "sql", name];
  for (const kind of kinds) {
    if (database.statements.has(kind)) continue;
    const suggestion = { path: [...path, "statements"], add: kind };
    return deniedByDefault(`${what} with ${kind}`, canonical, suggestion);
  }
  for (const table of tables) {
    if (database.tables.first(table)) continue;
    const suggestion = { path: [...path, "tables"], add: escapeGlob(table) };
    return deniedByDefault(`${what}, table ${table},`, canonical, suggestion);
  }
  return null;
}

/**
 * A table named without its schema may lie in any, and a rule may leave the schema out: both ways the last part
 * decides. Only for denials: a grant of `public.orders` is none for whatever else is called orders.
 */
function bareDenial({ denyTables, denyTablesByLast }: Database, table: string): Rule | null {
  const last = lastPart(table);
  return table.includes(".") ? denyTables.first(last) : denyTablesByLast.first(last);
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function linkDatabase(each: SqlProgram, faults: Faults): Database {
  const id = `sql.${keyText(each.name)}`;
  const kinds = rulesOf(`${id}.statements`, each.statements);
  return {
    rule: new Rule(id, null, each.at),
    id,
    statements: new Map(each.statements.map(([kind], index) => [kind, kinds[index] as Rule])),
    tables: new NameList(`${id}.tables`, each.tables, faults, "."),
    denyTables: new NameList(`${id}.deny_tables`, each.deny_tables, faults, "."),
    denyTablesByLast: new NameList(
      `${id}.deny_tables`,
      each.deny_tables.map(([pattern, at]) => [lastPart(pattern), at]),
      faults,
      ".",
    ),
    denyFunctions: new NameList(`${id}.deny_functions`, each.deny_functions, faults, "."),
  };
}

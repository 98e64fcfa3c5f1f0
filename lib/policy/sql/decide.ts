/**
 * Facts against the rule of one database. Pure: the same rule and facts give the same decision.
 *
 * What a list does not name is not granted, and a missing list names nothing: without `statements` no statement,
 * without `tables` no table (SELECT 1 needs none). Denials come first, wherever they stand. A pattern that cannot be
 * read makes the whole rule deny: a hole in a list of denials must not look like a rule.
 */
import { GlobFault } from "../match/glob-fault";
import type { SqlEffect, SqlFacts, SqlStatementFacts, TableRef } from "./facts";
import { classOfFunction } from "./functions";
import { SQL_KINDS } from "./kinds";
import {
  deniesAttribute,
  deniesFunction,
  deniesTable,
  grantsFunction,
  grantsTable,
  type NamePattern,
  parseNamePattern,
} from "./patterns";

/** As in the spec: [capabilities.sql.NAME]. */
export interface SqlRule {
  readonly statements?: readonly string[];
  readonly tables?: readonly string[];
  readonly deny_tables?: readonly string[];
  readonly functions?: readonly string[];
  readonly deny_functions?: readonly string[];
}
export type SqlListName = keyof SqlRule & string;

export interface SqlDecision {
  readonly verdict: "allow" | "deny";
  /** One sentence for people. */
  readonly reason: string;
  readonly detail: SqlDetail | null;
}
export interface SqlDetail {
  /** The list that decided; null where no list can grant it. */
  readonly list: SqlListName | null;
  /** The entry of the list that matched; null where none did, which is a denial for want of one. */
  readonly index: number | null;
  /** What it was about: a kind, `schema.table`, a function. */
  readonly subject: string;
  /** Which statement of the text, from 0. */
  readonly statement: number;
  /** What to add to the list to allow it, where that is all it takes. */
  readonly add: string | null;
}

type Patterns = readonly (readonly NamePattern[])[];
export interface LinkedSqlRule {
  readonly statements: readonly string[];
  readonly tables: Patterns;
  readonly denyTables: Patterns;
  readonly functions: Patterns;
  readonly denyFunctions: Patterns;
  readonly faults: readonly { readonly list: SqlListName; readonly index: number; readonly why: string }[];
}

/** Reads the patterns once; for rules that decide more than one statement. */
export function linkSqlRule(rule: SqlRule): LinkedSqlRule {
  const faults: { list: SqlListName; index: number; why: string }[] = [];
  const read = (list: SqlListName): Patterns =>
    (rule[list] ?? []).map((pattern, index) => {
      const parsed = parseNamePattern(pattern);
      if (!(parsed instanceof GlobFault)) return parsed;
      faults.push({ list, index, why: parsed.why });
      return [];
    });
  return {
    statements: rule.statements ?? [],
    tables: read("tables"),
    denyTables: read("deny_tables"),
    functions: read("functions"),
    denyFunctions: read("deny_functions"),
    faults,
  };
}

export function decideSql(rule: SqlRule, facts: SqlFacts): SqlDecision {
  return decideLinkedSql(linkSqlRule(rule), facts);
}

export function decideLinkedSql(rule: LinkedSqlRule, { statements }: SqlFacts): SqlDecision {
  const [fault] = rule.faults;
  if (fault) {
    const reason = `The rule cannot be enforced: ${fault.list}[${fault.index}]: ${fault.why}.`;
    return { verdict: "deny", reason, detail: null };
  }
  if (statements.length === 0)
    return { verdict: "deny", reason: "There is no statement in it.", detail: null };
  // All denials by a rule before any for want of one: they are what no grant can change.
  const denial =
    firstOf(statements, (each, at) => forbidden(rule, each, at)) ??
    firstOf(statements, (each, at) => missing(rule, each, at));
  return denial ?? allowedBy(rule, statements);
}

function firstOf(
  statements: readonly SqlStatementFacts[],
  judge: (statement: SqlStatementFacts, at: number) => SqlDecision | null,
): SqlDecision | null {
  for (const [at, statement] of statements.entries()) {
    const denial = judge(statement, at);
    if (denial) return denial;
  }
  return null;
}

function allowedBy(rule: LinkedSqlRule, statements: readonly SqlStatementFacts[]): SqlDecision {
  const kind = statements[0]?.kind ?? "code";
  const words: readonly string[] = SQL_KINDS[kind];
  const index = rule.statements.findIndex((word) => words.includes(word));
  const reason = `Every statement, table and function of it is granted; the first is of the kind ${kind}.`;
  return {
    verdict: "allow",
    reason,
    detail: { list: "statements", index, subject: kind, statement: 0, add: null },
  };
}

function deny(reason: string, detail: SqlDetail): SqlDecision {
  return { verdict: "deny", reason, detail };
}

function indexOf(patterns: Patterns, test: (pattern: NamePattern) => boolean): number {
  return patterns.findIndex((alternatives) => alternatives.some(test));
}

function forbidden(rule: LinkedSqlRule, facts: SqlStatementFacts, statement: number): SqlDecision | null {
  for (const table of [...facts.writes, ...facts.reads]) {
    const index = indexOf(rule.denyTables, (pattern) => deniesTable(pattern, table));
    if (index === -1) continue;
    const subject = tableText(table);
    const reason = `${nounFor(table)} ${subject} is denied by deny_tables[${index}].`;
    return deny(reason, { list: "deny_tables", index, subject, statement, add: null });
  }
  const called = (test: typeof deniesFunction, names: readonly string[]): SqlDecision | null => {
    for (const subject of names) {
      const index = indexOf(rule.denyFunctions, (pattern) => test(pattern, subject));
      if (index === -1) continue;
      const reason = `The function ${subject} is denied by deny_functions[${index}].`;
      return deny(reason, { list: "deny_functions", index, subject, statement, add: null });
    }
    return null;
  };
  return called(deniesFunction, facts.functions) ?? called(deniesAttribute, facts.attributes);
}

function missing(rule: LinkedSqlRule, facts: SqlStatementFacts, statement: number): SqlDecision | null {
  for (const effect of facts.effects) {
    const denial = missingKind(rule, effect, statement);
    if (denial) return denial;
  }
  if (facts.effects.length === 0) {
    const detail = { list: null, index: null, subject: "unknown", statement, add: null };
    return deny("What the statement does is not known.", detail);
  }
  for (const name of facts.functions) {
    const denial = missingFunction(rule, name, statement);
    if (denial) return denial;
  }
  for (const table of [...facts.writes, ...facts.reads]) {
    const denial = missingTable(rule, table, statement);
    if (denial) return denial;
  }
  return null;
}

function missingKind(rule: LinkedSqlRule, { kind, what }: SqlEffect, statement: number): SqlDecision | null {
  const words: readonly string[] = SQL_KINDS[kind];
  if (words.some((word) => rule.statements.includes(word))) return null;
  const [word] = words;
  if (word === undefined) {
    const detail = { list: null, index: null, subject: kind, statement, add: null };
    return deny(`The statement ${what}, which no rule can grant.`, detail);
  }
  return deny(`The statement ${what}, and no entry of statements grants ${word}.`, {
    list: "statements",
    index: null,
    subject: kind,
    statement,
    add: word,
  });
}

function missingFunction(rule: LinkedSqlRule, name: string, statement: number): SqlDecision | null {
  const known = classOfFunction(name);
  if (known.is === "value" || known.is === "catalog" || isGranted(rule, name)) return null;
  const why = known.is === "effect" ? known.what : "is not among PostgreSQL's own functions without effects";
  const subject = name === "*" ? "it runs, which cannot be seen," : name;
  return deny(`The function ${subject} ${why}, and no entry of functions grants it.`, {
    list: "functions",
    index: null,
    subject: name,
    statement,
    add: patternFor(name),
  });
}

function isGranted(rule: LinkedSqlRule, name: string): boolean {
  return indexOf(rule.functions, (pattern) => grantsFunction(pattern, name)) !== -1;
}

function missingTable(rule: LinkedSqlRule, table: TableRef, statement: number): SqlDecision | null {
  // A function or type that was granted by its name brings the relation of the catalog along that it reads.
  if (table.via !== undefined && isGranted(rule, table.via)) return null;
  if (indexOf(rule.tables, (pattern) => grantsTable(pattern, table)) !== -1) return null;
  const subject = tableText(table);
  const via = table.via === undefined ? "" : ` (which ${table.via} reads)`;
  const add = table.every ? null : patternFor(subject);
  const detail = { list: "tables", index: null, subject, statement, add } as const;
  return deny(`${nounFor(table)} ${subject}${via} is granted by no entry of tables.`, detail);
}

/** The pattern that grants exactly this name, where there is one: never a wildcard, which would grant more. */
function patternFor(name: string): string | null {
  return /^[\w$]+(\.[\w$]+){0,2}$/.test(name) ? name : null;
}

function nounFor({ every }: TableRef): string {
  return every ? "It may touch any table, and" : "The table";
}

function tableText({ database, schema, name }: TableRef): string {
  return database === undefined ? `${schema}.${name}` : `${database}.${schema}.${name}`;
}

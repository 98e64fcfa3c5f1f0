/**
 * Databases. What a text of SQL does is told by an analyser that is handed in (a real parser, which may be loading
 * still); lib/policy/sql compares its facts with the lists; here its answer becomes a decision with a rule.
 *
 * Guarantees: every statement of a batch counts. Without an analyser, with one that fails, or with facts of the wrong
 * form: denied.
 */
import { parseToolName } from "../../spec/values";
import { allowed, deniedByDefault, deniedByRule, malformed, policyError } from "../decisions";
import type { ListedRule, Program, SqlProgram } from "../program";
import { type Faults, keyText, Rule, rulesOf } from "../rules";
import {
  decideLinkedSql,
  type LinkedSqlRule,
  linkSqlRule,
  type SqlDetail,
  type SqlListName,
} from "../sql/decide";
import type { SqlAnalysis } from "../sql/facts";
import type { Decision, SuggestedRule } from "../types";

/** `loadSqlAnalyser` of lib/policy/sql makes one. */
export type SqlAnalyser = (sql: string) => SqlAnalysis;

/** The lists of a database in a spec. */
const LISTS = [
  "statements",
  "tables",
  "deny_tables",
  "functions",
  "deny_functions",
] as const satisfies readonly SqlListName[];
type ListName = (typeof LISTS)[number];

interface Database {
  readonly rule: Rule;
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
  readonly linked: LinkedSqlRule;
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
    if (!database) return deniedByDefault(what, canonical, analyse && firstNeed(name, analyse(sql)));
    if (!analyse) return policyError("nothing is here that can read SQL");
    const analysis = analyse(sql);
    if (analysis.ok !== true)
      return malformed(`its SQL cannot be judged: ${clause(String(analysis.reason))}`);
    const { verdict, reason, detail } = decideLinkedSql(database.linked, analysis.facts);
    const rule = ruleOf(database, detail);
    if (verdict === "allow") return allowed(rule ?? database.rule, what, canonical);
    if (rule) return deniedByRule(rule, what, canonical, `: ${clause(reason)}`);
    const denial = deniedByDefault(what, canonical, suggestionOf(name, detail));
    return { ...denial, reason: `${what} is denied. ${reason}` };
  }
}

function ruleOf({ rules }: Database, detail: SqlDetail | null): Rule | null {
  if (detail === null || detail.list === null || detail.index === null) return null;
  return rules.get(detail.list)?.[detail.index] ?? null;
}

const NOTHING = linkSqlRule({});

/** Of a database that no section names: the first entry that its section would need. */
function firstNeed(database: string, analysis: SqlAnalysis): SuggestedRule | null {
  if (analysis.ok !== true || !parseToolName(database).ok) return null;
  return suggestionOf(database, decideLinkedSql(NOTHING, analysis.facts).detail);
}

function suggestionOf(database: string, detail: SqlDetail | null): SuggestedRule | null {
  if (detail === null || detail.add === null) return null;
  const list = LISTS.find((each) => each === detail.list);
  return list === undefined ? null : { path: ["capabilities", "sql", database, list], add: detail.add };
}

/** A sentence as the end of another: bounded, without its full stop. */
function clause(sentence: string): string {
  const short = sentence.slice(0, 300);
  return short.endsWith(".") ? short.slice(0, -1) : short;
}

function linkDatabase(each: SqlProgram, faults: Faults): Database {
  const id = `sql.${keyText(each.name)}`;
  const rules = new Map<string, readonly Rule[]>(
    LISTS.map((list) => [list, rulesOf(`${id}.${list}`, each[list])]),
  );
  const texts = (list: ListName) => each[list].map(([pattern]: ListedRule) => pattern);
  const linked = linkSqlRule({
    statements: texts("statements"),
    tables: texts("tables"),
    deny_tables: texts("deny_tables"),
    functions: texts("functions"),
    deny_functions: texts("deny_functions"),
  });
  const rule = new Rule(id, null, each.at);
  for (const { list, index, why } of linked.faults) faults.add(rules.get(list)?.[index] ?? rule, why);
  return { rule, rules, linked };
}

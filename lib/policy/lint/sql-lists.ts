/**
 * The lists of one database as the linter looks at them: which of them some statement meets together. Tables and
 * functions by their names; and what has none: all tables of a schema at once, a call that cannot be seen, a column
 * that could be the call of a function.
 */
import { examplesOf, type Labelled, SQL_FUNCTIONS, SQL_TABLES } from "../automata/glob-space";
import { functionDenial, functionGrant, tableDenial, tableGrant } from "../diff/sql-parts";
import { GlobFault } from "../match/glob-fault";
import type { SqlProgram } from "../program";
import { keyText } from "../rules";
import { CATALOG_FUNCTIONS } from "../sql/functions/catalog";
import { SQL_KINDS } from "../sql/kinds";
import {
  deniesAttribute,
  deniesFunction,
  deniesTable,
  grantsFunction,
  grantsTable,
  type NamePattern,
  parseNamePattern,
} from "../sql/patterns";
import type { Combinations } from "./combinations";
import { entries, type LintRule, type RuleGroup } from "./rule-group";

type ListName = "statements" | "tables" | "deny_tables" | "functions" | "deny_functions";

export function sqlGroups(database: SqlProgram): RuleGroup[] {
  const listed = (name: ListName) => {
    const path = ["capabilities", "sql", database.name, name];
    const role = name.startsWith("deny_") ? "deny" : "allow";
    return entries(`sql.${keyText(database.name)}.${name}`, path, database[name], role);
  };
  const statements = listed("statements");
  const tables = [...listed("deny_tables"), ...listed("tables")];
  const functions = [...listed("deny_functions"), ...listed("functions")];
  return [
    { rules: statements, coveredBy: {}, combinations: () => kindCombinations(statements) },
    { rules: tables, coveredBy: {}, combinations: () => tableCombinations(tables, database) },
    { rules: functions, coveredBy: {}, combinations: () => functionCombinations(functions) },
  ];
}

/** A kind of statement meets every word that grants it. */
function kindCombinations(rules: readonly LintRule[]): Combinations {
  return Object.values(SQL_KINDS).map((words: readonly string[]) =>
    rules.flatMap(({ pattern }, index) => (words.includes(pattern) ? [index] : [])),
  );
}

function tableCombinations(rules: readonly LintRule[], { functions }: SqlProgram): Combinations {
  const labelled = rules.map(({ pattern, role }, label): Labelled => {
    return { sequences: (role === "deny" ? tableDenial : tableGrant)(pattern), label };
  });
  const { examples, complete } = examplesOf(labelled, SQL_TABLES);
  if (!complete) return null;
  // DROP SCHEMA, VACUUM and the like name a schema or nothing: only a pattern for all of it can grant them.
  const schemas = new Set(["*", ...examples.map(({ text }) => text.split(".").at(-2) ?? "public")]);
  const whole = [...schemas].map((schema) => {
    const every = { schema, name: "*", every: true } as const;
    return meeting(rules, (pattern, role) => (role === "deny" ? deniesTable : grantsTable)(pattern, every));
  });
  // What a granted function reads of the catalog needs no entry of tables: a deny may meet that.
  const granted = functions.length > 0 ? [rules.length] : [];
  return [...examples.map(({ labels }) => [...labels, ...granted]), ...whole];
}

function functionCombinations(rules: readonly LintRule[]): Combinations {
  const labelled = rules.map(({ pattern, role }, label): Labelled => {
    return { sequences: (role === "deny" ? functionDenial : functionGrant)(pattern), label };
  });
  const { examples, complete } = examplesOf(labelled, SQL_FUNCTIONS);
  if (!complete) return null;
  // PostgreSQL's own functions without effects are granted by no list: a deny may meet one of them.
  const own = rules.length;
  const hidden = meeting(rules, (pattern, role) =>
    (role === "deny" ? deniesFunction : grantsFunction)(pattern, "*"),
  );
  const columns = examples.map(({ text }) =>
    meeting(
      rules,
      (pattern, role) => role === "deny" && deniesAttribute(pattern, text.split(".").at(-1) ?? ""),
    ),
  );
  // A relation of the catalog that is read in the name of a function asks for the grant of it, and for no deny.
  const readers = [...CATALOG_FUNCTIONS.keys()].map((name) =>
    meeting(rules, (pattern, role) => role === "allow" && grantsFunction(pattern, name)),
  );
  const named = [...examples.map(({ labels }) => labels), ...columns].map((labels) => [...labels, own]);
  return [...named, hidden, ...readers];
}

function meeting(
  rules: readonly LintRule[],
  meets: (pattern: NamePattern, role: LintRule["role"]) => boolean,
): number[] {
  return rules.flatMap(({ pattern, role }, index) => {
    const parsed = parseNamePattern(pattern);
    if (parsed instanceof GlobFault) return [];
    return parsed.some((each) => meets(each, role)) ? [index] : [];
  });
}

/** The guard that the suites of SQL hold against their labels: it may read every table and do nothing else. */
import { decideLinkedSql, linkSqlRule, loadSqlAnalyser, type SqlAnalyser } from "../../lib/policy/sql";
import { classOfFunction } from "../../lib/policy/sql/functions";

export const READ_ONLY = linkSqlRule({ statements: ["select"], tables: ["*.*"] });

export interface Answer {
  readonly isAllowed: boolean;
  readonly reason: string;
  /** Why the text has no facts, where it has none. */
  readonly isUnread: boolean;
  /** The function for want of which it was refused, and what PostgreSQL's own do; null where it has none of that name. */
  readonly wanted: { readonly name: string; readonly effect: string | null } | null;
}

export function readOnlyGuard(analyse: SqlAnalyser): (sql: string) => Answer {
  return (sql) => {
    const analysis = analyse(sql);
    if (!analysis.ok) {
      return { isAllowed: false, reason: analysis.reason, isUnread: true, wanted: null };
    }
    const { verdict, reason, detail } = decideLinkedSql(READ_ONLY, analysis.facts);
    const name = detail?.list === "functions" ? detail.subject : null;
    const known = name === null ? null : classOfFunction(name);
    const wanted = name === null ? null : { name, effect: known?.is === "effect" ? known.what : null };
    return { isAllowed: verdict === "allow", reason, isUnread: false, wanted };
  };
}

export async function loadReadOnlyGuard(): Promise<(sql: string) => Answer> {
  return readOnlyGuard(await loadSqlAnalyser());
}

/** The one door to SQL: what others need of this folder. */
export {
  decideLinkedSql,
  decideSql,
  type LinkedSqlRule,
  linkSqlRule,
  type SqlDecision,
  type SqlDetail,
  type SqlListName,
  type SqlRule,
} from "./decide";
export type { EngineOptions } from "./engine";
export type { SqlAnalysis, SqlEffect, SqlFacts, SqlStatementFacts, TableRef } from "./facts";
export { SQL_LENGTH_LIMIT } from "./input";
export { SQL_GRANT_WORDS, SQL_KINDS, type SqlKind } from "./kinds";
export { loadSqlAnalyser, type SqlAnalyser } from "./parser";

/**
 * SQL for examples: of each kind of statement one that does that and nothing else, by what it takes. A test reads all
 * of it with the real parser.
 */
import type { SqlStatementFacts } from "../sql/facts";
import type { SqlKind } from "../sql/kinds";

type Forms = Readonly<Partial<Record<SqlKind, (table: string, called: string) => string>>>;

/** On a table, which they read or write. */
export const ON_TABLE: Forms = {
  select: (table) => `SELECT * FROM ${table}`,
  explain: (table) => `EXPLAIN SELECT * FROM ${table}`,
  copy_out: (table) => `COPY ${table} TO STDOUT`,
  copy_in: (table) => `COPY ${table} FROM STDIN`,
  insert: (table) => `INSERT INTO ${table} DEFAULT VALUES`,
  update: (table) => `UPDATE ${table} SET a = 1`,
  delete: (table) => `DELETE FROM ${table}`,
  merge: (table) => `MERGE INTO ${table} USING ${table} AS b ON false WHEN MATCHED THEN DELETE`,
  truncate: (table) => `TRUNCATE ${table}`,
  create: (table) => `CREATE TABLE ${table} ()`,
  alter: (table) => `ALTER TABLE ${table} ADD a int`,
  drop: (table) => `DROP TABLE ${table}`,
  grant: (table) => `GRANT SELECT ON ${table} TO PUBLIC`,
  revoke: (table) => `REVOKE SELECT ON ${table} FROM PUBLIC`,
  lock: (table) => `LOCK ${table}`,
  maintain: (table) => `VACUUM ${table}`,
};
/** Calling a function, on no table. */
export const CALLING: Forms = {
  select: (_, called) => `SELECT ${called}()`,
  explain: (_, called) => `EXPLAIN SELECT ${called}()`,
  call: (_, called) => `CALL ${called}()`,
};
/** Calling a function where there has to be a table. */
export const CALLING_ON_TABLE: Forms = {
  insert: (table, called) => `INSERT INTO ${table} VALUES (${called}())`,
  update: (table, called) => `UPDATE ${table} SET a = ${called}()`,
  delete: (table, called) => `DELETE FROM ${table} WHERE ${called}()`,
};

type Touched = Pick<SqlStatementFacts, "reads" | "writes" | "functions">;
const NOTHING: Touched = { reads: [], writes: [], functions: [] };
/** What cannot be seen may touch everything. */
const EVERYTHING: Touched = {
  reads: [],
  writes: [{ schema: "*", name: "*", every: true }],
  functions: ["*"],
};

/** Those that have nothing to choose. */
export const FIXED: readonly (readonly [SqlKind, string, Touched])[] = [
  ["select", "SELECT 1", NOTHING],
  ["explain", "EXPLAIN SELECT 1", NOTHING],
  ["set", "SET TimeZone = 'UTC'", NOTHING],
  ["transaction", "BEGIN", NOTHING],
  ["listen", "LISTEN a", NOTHING],
  ["notify", "NOTIFY a", NOTHING],
  [
    "show",
    "SHOW TimeZone",
    { ...NOTHING, reads: [{ schema: "pg_catalog", name: "pg_settings", via: "current_setting" }] },
  ],
  ["do", "DO $$ BEGIN END $$", EVERYTHING],
  ["execute", "EXECUTE a", EVERYTHING],
];

/** In quotes where it is no plain lower-case name. */
export function quoteName(name: string): string {
  const parts = name
    .split(".")
    .map((part) => (/^[a-z_][a-z0-9_]*$/.test(part) ? part : JSON.stringify(part)));
  return parts.join(".");
}

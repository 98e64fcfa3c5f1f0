/** SQL for examples: one short statement of a kind, with a table or a function where it has a place for one. */

const PLAIN: Readonly<Record<string, string>> = {
  explain: "EXPLAIN SELECT 1",
  show: "SHOW TimeZone",
  set: "SET TimeZone = 'UTC'",
  transaction: "BEGIN",
  do: "DO $$ BEGIN END $$",
};
const WITH_TABLE: Readonly<Record<string, (table: string) => string>> = {
  select: (table) => `SELECT * FROM ${table}`,
  insert: (table) => `INSERT INTO ${table} DEFAULT VALUES`,
  update: (table) => `UPDATE ${table} SET a = 1`,
  delete: (table) => `DELETE FROM ${table}`,
  merge: (table) => `MERGE INTO ${table} USING ${table} AS b ON false WHEN MATCHED THEN DELETE`,
  truncate: (table) => `TRUNCATE ${table}`,
  copy: (table) => `COPY ${table} TO STDOUT`,
  create: (table) => `CREATE TABLE ${table} ()`,
  alter: (table) => `ALTER TABLE ${table} ADD a int`,
  drop: (table) => `DROP TABLE ${table}`,
  grant: (table) => `GRANT SELECT ON ${table} TO PUBLIC`,
  revoke: (table) => `REVOKE SELECT ON ${table} FROM PUBLIC`,
};

export function statementText(kind: string, table: string | undefined, called: string | undefined): string {
  const call = called === undefined ? null : `${quoteName(called)}()`;
  if (kind === "call") return `CALL ${call ?? "a()"}`;
  const plain = PLAIN[kind];
  if (plain !== undefined) return plain;
  const place = table === undefined ? "a" : quoteName(table);
  if (kind === "select" && table === undefined) return `SELECT ${call ?? "1"}`;
  if (kind === "select" && call !== null) return `SELECT ${call} FROM ${place}`;
  return (WITH_TABLE[kind] ?? ((name) => `${kind.toUpperCase()} ${name}`))(place);
}

/** In quotes where it is no plain lower-case name. */
function quoteName(name: string): string {
  const parts = name
    .split(".")
    .map((part) => (/^[a-z_][a-z0-9_]*$/.test(part) ? part : JSON.stringify(part)));
  return parts.join(".");
}

import { join } from "node:path";
import { type Client, createClient } from "@libsql/client";
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from "drizzle-kit/api";
import { expect, onTestFinished, test } from "vitest";
import { tempFolder } from "../testing/temp-database";
import { migrate } from "./migrate";
import { loadMigrations } from "./migrations";
import * as schema from "./schema";

const STRICT = /\) STRICT(, WITHOUT ROWID)?$/;

async function connect(name: string): Promise<Client> {
  const client = createClient({ url: `file:${join(await tempFolder(), name)}`, concurrency: 1 });
  onTestFinished(() => client.close());
  return client;
}

/**
 * What SQLite itself says of every table: columns, defaults, keys, references, checks. Drizzle knows neither triggers
 * nor the two words behind a table; they are written into the migration by hand and asked for by themselves below.
 */
async function shape(client: Client) {
  const { rows } = await client.execute(
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type <> 'trigger' AND name NOT LIKE 'sqlite_%' AND name <> 'aegis_migrations' ORDER BY type, name",
  );
  return rows.map((row) => ({ ...row, sql: String(row.sql).replace(/\s+/g, " ").replace(STRICT, ")") }));
}

test("an empty database, migrated, is the schema", async () => {
  const migrated = await connect("migrated.db");
  await migrate(migrated, await loadMigrations(join(import.meta.dirname, "migrations")));

  const direct = await connect("direct.db");
  const empty = await generateSQLiteDrizzleJson({});
  const wanted = await generateSQLiteDrizzleJson({ ...schema });
  for (const statement of await generateSQLiteMigration(empty, wanted)) await direct.execute(statement);

  const tables = await shape(direct);
  expect(tables.length).toBeGreaterThan(3);
  expect(await shape(migrated)).toEqual(tables);
});

/** Tables to which rows are added and nothing else is ever done; one of them may lose rows. */
const ONLY_ADDED_TO = [
  "audit_records",
  "audit_checkpoints",
  "audit_session_tiles",
  "audit_leaves",
  "audit_log_tiles",
  "audit_evidence",
  "audit_cosignatures",
];

test("the tables of the log are strict, and refuse to have their rows changed or taken away", async () => {
  const client = await connect("log.db");
  await migrate(client, await loadMigrations(join(import.meta.dirname, "migrations")));
  const { rows } = await client.execute("SELECT type, name, tbl_name, sql FROM sqlite_master");
  const tables = rows.filter(({ type, name }) => type === "table" && String(name).startsWith("audit_"));
  expect(tables.length).toBeGreaterThan(10);
  for (const { sql } of tables) expect(String(sql)).toMatch(STRICT);
  const triggers = new Set(rows.filter(({ type }) => type === "trigger").map(({ name }) => name));
  for (const table of ONLY_ADDED_TO) {
    expect([table, triggers.has(`${table}_no_update`), triggers.has(`${table}_no_delete`)]).toEqual([
      table,
      true,
      true,
    ]);
  }
  expect(triggers.has("audit_bodies_no_update")).toBe(true);
  expect(triggers.has("audit_sessions_no_delete") && triggers.has("audit_sessions_no_return")).toBe(true);
});

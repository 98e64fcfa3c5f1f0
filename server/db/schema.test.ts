import { join } from "node:path";
import { type Client, createClient } from "@libsql/client";
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from "drizzle-kit/api";
import { expect, onTestFinished, test } from "vitest";
import { tempFolder } from "../testing/temp-database";
import { migrate } from "./migrate";
import { loadMigrations } from "./migrations";
import * as schema from "./schema";

async function connect(name: string): Promise<Client> {
  const client = createClient({ url: `file:${join(await tempFolder(), name)}`, concurrency: 1 });
  onTestFinished(() => client.close());
  return client;
}

/** What SQLite itself says of every table: columns, defaults, keys, references, checks. */
async function shape(client: Client) {
  const { rows } = await client.execute(
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> 'aegis_migrations' ORDER BY type, name",
  );
  return rows.map((row) => ({ ...row, sql: String(row.sql).replace(/\s+/g, " ") }));
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

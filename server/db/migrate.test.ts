import { join } from "node:path";
import { createClient } from "@libsql/client";
import { describe, expect, onTestFinished, test } from "vitest";
import { StartFault } from "../start-fault";
import { tempFolder } from "../testing/temp-database";
import { migrate } from "./migrate";
import type { Migration } from "./migrations";

const BASE: Migration = {
  tag: "0000_base",
  sha256: "a0",
  statements: [
    "CREATE TABLE parent (id TEXT PRIMARY KEY)",
    "CREATE TABLE child (id TEXT PRIMARY KEY, parent TEXT REFERENCES parent(id) ON DELETE CASCADE)",
  ],
};
const SECOND: Migration = {
  tag: "0001_more",
  sha256: "a1",
  statements: ["ALTER TABLE parent ADD COLUMN name TEXT"],
};

async function connect(folder?: string) {
  const url = `file:${join(folder ?? (await tempFolder()), "test.db")}`;
  const client = createClient({ url, concurrency: 1, timeout: 5_000 });
  onTestFinished(() => client.close());
  return client;
}
const tables = async (client: Awaited<ReturnType<typeof connect>>) =>
  (await client.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")).rows.map(
    String,
  );

describe("migrate", () => {
  test("makes a new database, then only what is missing, then nothing", async () => {
    const client = await connect();
    expect(await migrate(client, [BASE])).toEqual({ created: true, applied: ["0000_base"] });
    expect(await migrate(client, [BASE, SECOND])).toEqual({ created: false, applied: ["0001_more"] });
    expect(await migrate(client, [BASE, SECOND])).toEqual({ created: false, applied: [] });
  });

  test("does all of it or nothing: a failing statement takes back those before it", async () => {
    const client = await connect();
    const broken = { ...SECOND, statements: [...SECOND.statements, "CREATE TABLE parent (x)"] };
    await expect(migrate(client, [BASE, broken])).rejects.toThrow("already exists");
    expect(await tables(client)).toEqual([]);
    expect((await migrate(client, [BASE, SECOND])).applied).toHaveLength(2);
  });

  test("rebuilds a table without losing the rows that refer to it", async () => {
    const client = await connect();
    await migrate(client, [BASE]);
    await client.execute("PRAGMA foreign_keys = ON");
    await client.execute("INSERT INTO parent VALUES ('p')");
    await client.execute("INSERT INTO child VALUES ('c', 'p')");
    const rebuild = {
      tag: "0001_rebuild",
      sha256: "b1",
      statements: [
        "CREATE TABLE new_parent (id TEXT PRIMARY KEY NOT NULL)",
        "INSERT INTO new_parent SELECT id FROM parent",
        "DROP TABLE parent",
        "ALTER TABLE new_parent RENAME TO parent",
      ],
    };
    await migrate(client, [BASE, rebuild]);
    expect((await client.execute("SELECT count(*) AS n FROM child")).rows[0]?.n).toBe(1);
  });

  test("a migration that leaves rows referring to nothing is taken back", async () => {
    const client = await connect();
    await migrate(client, [BASE]);
    await client.execute("PRAGMA foreign_keys = ON");
    await client.execute("INSERT INTO parent VALUES ('p')");
    await client.execute("INSERT INTO child VALUES ('c', 'p')");
    const orphaning = { tag: "0001_orphan", sha256: "c1", statements: ["DELETE FROM parent"] };
    await expect(migrate(client, [BASE, orphaning])).rejects.toThrow("refer to nothing");
    expect((await client.execute("SELECT count(*) AS n FROM parent")).rows[0]?.n).toBe(1);
  });
});

describe("a database that is not ours to touch", () => {
  test("of a newer version is refused and left alone", async () => {
    const client = await connect();
    await migrate(client, [BASE, SECOND]);
    const attempt = migrate(client, [BASE]);
    await expect(attempt).rejects.toBeInstanceOf(StartFault);
    await expect(attempt).rejects.toThrow("newer version (it has migration 0001_more");
  });

  test("with a migration of another content is refused", async () => {
    const client = await connect();
    await migrate(client, [BASE]);
    await expect(migrate(client, [{ ...BASE, sha256: "ff" }, SECOND])).rejects.toThrow("in another form");
  });

  test("of another program is refused before a table is made", async () => {
    const client = await connect();
    await client.execute("CREATE TABLE recipes (id INTEGER)");
    await expect(migrate(client, [BASE])).rejects.toThrow("another program");
    expect(await tables(client)).toHaveLength(1);
  });
});

import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { hranaPeer } from "../testing/hrana-peer";
import { envOf, tempDatabase, tempFolder } from "../testing/temp-database";
import { type Database, openDatabase } from "./database";
import { prepareDatabase } from "./prepare-database";
import { actors } from "./schema";

async function remoteDatabase(): Promise<Database> {
  const folder = await tempFolder();
  const { url } = await hranaPeer(join(folder, "far.db"));
  await prepareDatabase(envOf({ DATA_DIR: folder, DATABASE_URL: url }));
  const database = openDatabase({ url, authToken: undefined });
  onTestFinished(() => database.close());
  return database;
}

const ADD = "INSERT INTO actors (id, kind, name, created_at) VALUES (?, 'anonymous', ?, ?)";

describe.each([
  ["a file", tempDatabase],
  ["a remote database", remoteDatabase],
])("statements in %s", (_, open) => {
  test("write and read back the same values, in one transaction", async () => {
    const database = await open();
    const row = await database.writeBy(async (statements) => {
      expect(await statements.run(ADD, ["a", "Ada", 2 ** 40])).toBe(1);
      expect(await statements.run("UPDATE actors SET name = 'x' WHERE id = ?", ["nobody"])).toBe(0);
      const blob = Buffer.from([9, 0, 1, 255]).subarray(1);
      const text = "SELECT id, created_at, ? AS bytes, CAST(name AS BLOB) AS name, NULL AS none FROM actors";
      const [found] = await statements.rows(text, [blob]);
      expect(await database.read.$count(actors)).toBe(0);
      return found;
    });
    expect(row).toEqual({
      id: "a",
      created_at: 2 ** 40,
      bytes: Buffer.from([0, 1, 255]),
      name: Buffer.from("Ada"),
      none: null,
    });
    expect(await database.read.$count(actors)).toBe(1);
  });

  test("that take long are done aside, say how many rows they changed, and fail as others do", async () => {
    const database = await open();
    const many = `INSERT INTO actors (id, kind, name, created_at)
      SELECT value ->> 0, 'anonymous', CAST(substr(?2, value ->> 1, 2) AS TEXT), 0 FROM json_each(?1)`;
    const places = JSON.stringify(Array.from({ length: 300 }, (_, n) => [`id ${n}`, 1 + 2 * n]));
    const bytes = Buffer.from(Array.from({ length: 300 }, (_, n) => String((n % 90) + 10)).join(""));
    expect(await database.writeBy((statements) => statements.runAside(many, [places, bytes]))).toBe(300);
    expect(await database.writeBy((statements) => statements.runAside(many, ["[]", bytes]))).toBe(0);
    const [last] = await database.writeBy((by) =>
      by.rows("SELECT name FROM actors WHERE id = ?", ["id 299"]),
    );
    expect(last).toEqual({ name: "39" });
    const twice = database.writeBy((statements) => statements.runAside(many, [places, bytes]));
    await expect(twice).rejects.toThrow("UNIQUE");
    expect(await database.writeBy((by) => by.run(ADD, ["after", "x", 0]))).toBe(1);
    expect(await database.read.$count(actors)).toBe(301);
  });

  test("that fail take back all of their transaction, and the next one goes on", async () => {
    const database = await open();
    const failing = database.writeBy(async (statements) => {
      await statements.run(ADD, ["gone", "x", 0]);
      await statements.run(ADD, ["gone", "x", 0]);
    });
    await expect(failing).rejects.toThrow("UNIQUE");
    await database.writeBy(async (statements) => {
      await statements.run(ADD, ["kept", "x", 0]);
    });
    expect((await database.read.select().from(actors)).map(({ id }) => id)).toEqual(["kept"]);
  });
});

test("a file's connection is durable and holds references", async () => {
  const database = await tempDatabase();
  const asked = await database.writeBy(async (statements) => [
    ...(await statements.rows("PRAGMA synchronous", [])),
    ...(await statements.rows("PRAGMA foreign_keys", [])),
    ...(await statements.rows("PRAGMA journal_mode", [])),
  ]);
  expect(asked).toEqual([{ synchronous: 2 }, { foreign_keys: 1 }, { journal_mode: "wal" }]);
});

test("both ways of writing take turns", async () => {
  const database = await tempDatabase();
  const order: string[] = [];
  const turn = (name: string) => async () => {
    order.push(`${name} in`);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(`${name} out`);
  };
  await Promise.all([database.write(turn("a")), database.writeBy(turn("b")), database.write(turn("c"))]);
  expect(order).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
});

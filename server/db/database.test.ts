import { createClient } from "@libsql/client";
import { eq } from "drizzle-orm";
import { describe, expect, onTestFinished, test } from "vitest";
import { NOON, newAuthor } from "../testing/people";
import { tempDatabase } from "../testing/temp-database";
import { openClient } from "./database";
import { actors } from "./schema";

const PRAGMAS = { journal_mode: "wal", synchronous: 2, foreign_keys: 1, busy_timeout: 5_000 };

describe("every connection", () => {
  test("is durable, patient and strict, also those opened for concurrent transactions", async () => {
    const { url } = await tempDatabase();
    const client = openClient({ url, authToken: undefined });
    onTestFinished(() => client.close());
    const held = [await client.transaction("read"), await client.transaction("read")];
    await client.batch(["SELECT 1"]);
    for (const connection of [client, ...held]) {
      for (const [name, value] of Object.entries(PRAGMAS)) {
        const { rows } = await connection.execute(`PRAGMA ${name}`);
        expect([name, rows[0]?.[0]]).toEqual([name, value]);
      }
    }
    for (const transaction of held) transaction.close();
    expect((await client.execute("PRAGMA synchronous")).rows[0]?.[0]).toBe(PRAGMAS.synchronous);
  });
});

describe("write", () => {
  const author = (id: string) => ({ id, kind: "anonymous" as const, name: id, createdAt: NOON });

  test("lets transactions of one process take turns, however they interleave", async () => {
    const database = await tempDatabase();
    const order: string[] = [];
    const slow = (id: string) =>
      database.write(async (tx) => {
        order.push(`${id} in`);
        await tx.insert(actors).values(author(id));
        await new Promise((resolve) => setTimeout(resolve, 5));
        order.push(`${id} out`);
      });
    await Promise.all(["a", "b", "c"].map(slow));
    expect(order).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
    expect(await database.read.$count(actors)).toBe(3);
  });

  test("takes back what a failing transaction did, and the next one goes on", async () => {
    const database = await tempDatabase();
    const failing = database.write(async (tx) => {
      await tx.insert(actors).values(author("gone"));
      throw new Error("changed my mind");
    });
    const next = database.write((tx) => tx.insert(actors).values(author("kept")).execute());
    await expect(failing).rejects.toThrow("changed my mind");
    await next;
    expect((await database.read.select().from(actors)).map((row) => row.id)).toEqual(["kept"]);
  });

  test("waits for another process, and lets others be served meanwhile", async () => {
    const database = await tempDatabase();
    const other = createClient({ url: database.url });
    onTestFinished(() => other.close());
    const held = await other.transaction("write");
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 1);
    const waiting = database.write((tx) => tx.insert(actors).values(author("late")).execute());
    await expect.poll(() => turns).toBeGreaterThan(5);
    expect(await database.read.$count(actors)).toBe(0);
    held.close();
    await waiting;
    clearInterval(ticking);
    expect(await database.read.$count(actors)).toBe(1);
  });

  test("shows nothing of itself to readers before it is committed", async () => {
    const database = await tempDatabase();
    await database.write(async (tx) => {
      await tx.insert(actors).values(author("a"));
      expect(await database.read.$count(actors)).toBe(0);
    });
    expect(await database.read.$count(actors)).toBe(1);
  });
});

test("the database itself refuses kinds and references that make no sense", async () => {
  const database = await tempDatabase();
  const client = createClient({ url: database.url });
  onTestFinished(() => client.close());
  const { id } = await newAuthor(database);
  await expect(client.execute("INSERT INTO actors VALUES ('x', 'root', 'x', 0)")).rejects.toThrow("CHECK");
  await expect(client.execute("INSERT INTO workspaces VALUES ('w', 'w', NULL, 'nobody', 0)")).rejects.toThrow(
    "FOREIGN KEY",
  );
  expect(await database.read.select().from(actors).where(eq(actors.id, id))).toHaveLength(1);
});

import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { hranaPeer } from "../testing/hrana-peer";
import { callerOf, newAuthor } from "../testing/people";
import { envOf, tempFolder } from "../testing/temp-database";
import { openDatabase } from "./database";
import { prepareDatabase } from "./prepare-database";
import { actors } from "./schema";

async function remote() {
  const folder = await tempFolder();
  const peer = await hranaPeer(join(folder, "far.db"));
  const env = envOf({ DATA_DIR: folder, DATABASE_URL: peer.url });
  const open = () => {
    const database = openDatabase({ url: env.databaseUrl, authToken: undefined });
    onTestFinished(() => database.close());
    return database;
  };
  return { env, open, peer };
}

test("a remote database is made, migrated once and used like the embedded one", async () => {
  const { env, open, peer } = await remote();
  expect(await prepareDatabase(env)).toMatchObject({ created: true });
  expect(await prepareDatabase(env)).toEqual({ created: false, applied: [] });
  const database = open();
  const author = await newAuthor(database);
  const made = await callerOf(database, author).workspace.create({ name: "far away" });
  expect((await callerOf(database, author).workspace.list()).items).toEqual([made]);
  expect(peer.requests()).toBeGreaterThan(5);
});

test("a transaction that fails leaves nothing on the far side", async () => {
  const { env, open } = await remote();
  await prepareDatabase(env);
  const database = open();
  const failing = database.write(async (tx) => {
    await tx.insert(actors).values({ id: "x", kind: "anonymous", name: "x", createdAt: new Date() });
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  expect(await database.read.$count(actors)).toBe(0);
});

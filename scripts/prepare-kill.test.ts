/**
 * Killing the preparation at any moment leaves a database that the next one can use. The whole run is hit here and
 * there, the short time in which the database is made and migrated again and again.
 */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@libsql/client";
import { expect, test } from "vitest";
import { startNode, tempFolder } from "./testing/launcher";

const AT_ONCE = 2;
const isHeavy = process.env.HEAVY !== undefined;
/** When to kill: at a part of the time that a whole run takes, or so long after the database was begun. */
type Moment = { readonly part: number } | { readonly afterDataMs: number };
const MOMENTS: readonly Moment[] = [
  ...(isHeavy ? [0.2, 0.35, 0.5, 0.65, 0.8, 0.95] : [0.3, 0.7]).map((part) => ({ part })),
  ...Array.from({ length: isHeavy ? 20 : 5 }, (_, index) => ({ afterDataMs: isHeavy ? index : index * 3 })),
];
/** A busy machine kills late; so often it may, and is then made to kill at the database all the same. */
const MORE_TRIES = 30;
const ARGS = ["--conditions=react-server", "--import", "tsx", "server/prepare.ts"];

const startPrepare = (folder: string) => startNode(ARGS, { DATA_DIR: folder });

async function tablesOf(folder: string): Promise<string[]> {
  const client = createClient({ url: `file:${join(folder, "aegis.db")}` });
  try {
    const check = await client.execute("PRAGMA integrity_check");
    expect(check.rows.map((row) => row[0])).toEqual(["ok"]);
    const { rows } = await client.execute("SELECT name, sql FROM sqlite_schema ORDER BY name");
    return rows.map((row) => `${row.name}: ${row.sql}`);
  } finally {
    client.close();
  }
}

async function killAt(moment: Moment, folder: string, wholeMs: number): Promise<string> {
  const running = startPrepare(folder);
  if ("part" in moment) await sleep(wholeMs * moment.part);
  else {
    await running.printed('"step":"data"');
    await sleep(moment.afterDataMs);
  }
  try {
    process.kill(running.pid, "SIGKILL");
  } catch {
    // it was faster
  }
  const { signal, stdout, stderr } = await running.ended;
  expect(stderr).toBe("");
  if (signal === null) return "not killed";
  return stdout.includes('"step":"data"') && !stdout.includes('"step":"database"')
    ? "at the database"
    : "elsewhere";
}

test("whenever it is killed, the next one makes the database ready", { timeout: 1_200_000 }, async () => {
  const undisturbed = tempFolder();
  const began = performance.now();
  expect((await startPrepare(undisturbed).ended).code).toBe(0);
  const wholeMs = performance.now() - began;
  const tables = await tablesOf(undisturbed);
  expect(tables.length).toBeGreaterThan(3);

  const where: string[] = [];
  const killed = () => where.filter((place) => place !== "not killed").length;
  function* moments(): Generator<Moment> {
    yield* MOMENTS;
    for (let i = 0; i < MORE_TRIES; i++) {
      if (killed() >= MOMENTS.length && where.includes("at the database")) return;
      yield { afterDataMs: 0 };
    }
  }
  const next = moments();
  const work = async () => {
    const old = tempFolder();
    for (const moment of next) {
      // Every third kill hits what earlier kills and runs have left; the others hit a first start, twice.
      const folder = where.length % 3 === 0 ? old : tempFolder();
      where.push(await killAt(moment, folder, wholeMs));
      if (folder !== old) where.push(await killAt(moment, folder, wholeMs));
      const after = await startPrepare(folder).ended;
      expect({ code: after.code, stderr: after.stderr }).toEqual({ code: 0, stderr: "" });
      expect(await tablesOf(folder)).toEqual(tables);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  expect(killed()).toBeGreaterThanOrEqual(MOMENTS.length);
  expect(where).toContain("at the database");
  const atDatabase = where.filter((place) => place === "at the database").length;
  process.stdout.write(`${killed()} kills, ${atDatabase} at the database\n`);
});

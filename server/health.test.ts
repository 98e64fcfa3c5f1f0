import { createClient } from "@libsql/client";
import { expect, test, vi } from "vitest";
import { readiness } from "./health";
import { tempInstance } from "./testing/temp-instance";

test("ready when the database is there and current", async () => {
  await tempInstance();
  expect(await readiness()).toEqual({ ready: true, database: "reachable", migrations: "current" });
});

test("not ready behind, ahead of, or without our migrations", async () => {
  const { env } = await tempInstance();
  const client = createClient({ url: env.databaseUrl });
  await client.execute("INSERT INTO aegis_migrations VALUES (99, '0099_future', 'ff', 0)");
  expect(await readiness()).toMatchObject({ ready: false, migrations: "ahead" });
  await client.execute("DELETE FROM aegis_migrations");
  expect(await readiness()).toMatchObject({ ready: false, migrations: "behind" });
  client.close();
});

test("an unreachable database is said, and why is only in the log", async () => {
  const { database } = await tempInstance();
  database.close();
  const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const state = await readiness();
  const logged = log.mock.calls.map(([line]) => String(line)).join("");
  log.mockRestore();
  expect(state).toEqual({ ready: false, database: "unreachable", migrations: "unknown" });
  expect(logged).toContain('"event":"readiness"');
});

import { createClient } from "@libsql/client";
import { expect, test, vi } from "vitest";
import { readiness } from "./health";
import { tempInstance } from "./testing/temp-instance";

test("ready when the database is there and current; what is refused is told, and keeps nobody away", async () => {
  const { checks, env } = await tempInstance();
  const good = { ready: true, database: "reachable", migrations: "current" };
  expect(await readiness()).toEqual({ ...good, logs: { check: "waiting", refused: 0 } });
  checks.start();
  await expect.poll(readiness).toEqual({ ...good, logs: { check: "done", refused: 0 } });
  const client = createClient({ url: env.databaseUrl });
  await client.execute("PRAGMA foreign_keys = OFF");
  await client.execute(
    "INSERT INTO audit_logs (workspace_id, size, root, range, fault) VALUES ('ws_x', 1, x'', x'', 'ROLLBACK')",
  );
  client.close();
  expect(await readiness()).toEqual({ ...good, logs: { check: "done", refused: 1 } });
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
  expect(state).toEqual({
    ready: false,
    database: "unreachable",
    migrations: "unknown",
    logs: { check: "unknown", refused: 0 },
  });
  expect(logged).toContain('"event":"readiness"');
});

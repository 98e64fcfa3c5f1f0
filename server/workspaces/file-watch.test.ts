import { expect, test, vi } from "vitest";
import { openDatabase } from "../db/database";
import { callerOf, newAuthor } from "../testing/people";
import { tempDatabase } from "../testing/temp-database";
import { FileWatch } from "./file-watch";
import { countChanges } from "./files";

async function withWorkspace() {
  const database = await tempDatabase();
  const author = await newAuthor(database);
  const caller = callerOf(database, author);
  const { id: workspaceId } = await caller.workspace.create({ name: "w" });
  const write = (path: string, text: string, by = caller) =>
    by.files.write({ workspaceId, path, text, over: null });
  return { database, author, caller, workspaceId, write };
}

const LONG = { lookMs: 5, waitMs: 600_000 };

test("a change that this process makes is answered, and what was seen before is answered at once", async () => {
  const { caller, workspaceId, write } = await withWorkspace();
  const waiting = caller.files.changes({ workspaceId, since: 0 });
  await write("a.ts", "one");
  expect(await waiting).toEqual({ changes: 1 });
  await write("報告.md", "two");
  expect(await caller.files.changes({ workspaceId, since: 1 })).toEqual({ changes: 2 });
});

test("a change that another process makes is found in the database, by one look for all who wait", async () => {
  const { database, author, workspaceId, write } = await withWorkspace();
  const other = openDatabase({ url: database.url, authToken: undefined });
  let looks = 0;
  const watch = new FileWatch((id) => {
    looks += 1;
    return countChanges(database.read, id);
  }, LONG);
  const waiting = Array.from({ length: 50 }, () => watch.wait(workspaceId, 0));
  await vi.waitFor(() => expect(looks).toBeGreaterThan(2));
  const before = looks;
  await write("a.ts", "theirs", callerOf(other, author));
  expect(new Set(await Promise.all(waiting))).toEqual(new Set([1]));
  expect([looks - before < 50, watch.size]).toEqual([true, 0]);
  other.close();
});

test("who goes away, waits long enough, or finds the server ending waits no more, and nothing is left", async () => {
  const { database, workspaceId } = await withWorkspace();
  const count = (id: string) => countChanges(database.read, id);
  const gone = new AbortController();
  const watch = new FileWatch(count, LONG);
  const before = process.listenerCount("SIGTERM");
  const waiting = watch.wait(workspaceId, 0, gone.signal);
  gone.abort();
  expect(await waiting).toBe(0);
  expect(await new FileWatch(count, { lookMs: 5, waitMs: 1 }).wait(workspaceId, 0)).toBe(0);

  const kept = () => {};
  process.on("SIGTERM", kept);
  const last = watch.wait(workspaceId, 0);
  process.emit("SIGTERM", "SIGTERM");
  expect(await last).toBe(0);
  process.off("SIGTERM", kept);
  expect([watch.size, process.listenerCount("SIGTERM")]).toEqual([0, before]);
  expect(await watch.wait(workspaceId, 0)).toBe(0);
});

test("a database that fails is told to those who wait, and the next who asks is answered", async () => {
  let fails = true;
  const watch = new FileWatch(async () => {
    if (fails) throw new Error("no disk");
    return 3;
  }, LONG);
  await expect(watch.wait("w", 0)).rejects.toThrow("no disk");
  fails = false;
  expect(await watch.wait("w", 0)).toBe(3);
});

test("a stranger waits for nothing", async () => {
  const { database, workspaceId } = await withWorkspace();
  const stranger = callerOf(database, await newAuthor(database));
  await expect(stranger.files.changes({ workspaceId, since: 0 })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

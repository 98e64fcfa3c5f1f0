import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { FILE_BYTES } from "@/lib/workspace/limits";
import { callerOf, join, NOON, newAuthor } from "../../testing/people";
import { tempDatabase } from "../../testing/temp-database";
import { VERSIONS_KEPT } from "../../workspaces/files";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

async function withWorkspace() {
  const database = await tempDatabase();
  const author = await newAuthor(database);
  const caller = callerOf(database, author);
  const { id: workspaceId } = await caller.workspace.create({ name: "w" });
  const write = (path: string, text: string | null, over: string | null, by = caller) =>
    by.files.write({ workspaceId, path, text, over: over === null ? null : hash(over) });
  return { database, caller, workspaceId, write };
}

describe("files of a workspace", () => {
  test("are written over what was seen, listed, read, and kept as they were", async () => {
    const { caller, workspaceId, write } = await withWorkspace();
    expect(await write("agent.ts", "one", null)).toEqual({
      outcome: "written",
      version: { version: 1, sha256: hash("one"), bytes: 3, changedAt: NOON.toISOString() },
    });
    await write("agent.ts", "two", "one");
    await write("agent.ts", null, "two");
    const { items } = await caller.files.versions({ workspaceId, path: "agent.ts" });
    expect(items.map(({ version, sha256, isMine }) => [version, sha256, isMine])).toEqual([
      [3, null, true],
      [2, hash("two"), true],
      [1, hash("one"), true],
    ]);
    expect((await caller.files.read({ workspaceId, path: "agent.ts", version: 1 })).text).toBe("one");
    expect((await caller.files.read({ workspaceId, path: "agent.ts" })).text).toBeNull();
    expect((await caller.files.list({ workspaceId })).items).toMatchObject([
      { path: "agent.ts", version: 3, sha256: null },
    ]);
    expect(await write("agent.ts", "again", null)).toMatchObject({ version: { version: 4 } });
  });

  test("what somebody else wrote first is answered and stays", async () => {
    const { database, caller, workspaceId, write } = await withWorkspace();
    const other = await newAuthor(database);
    await join(database, workspaceId, other, "author");
    await write("agent.ts", "one", null);
    await write("agent.ts", "theirs", "one", callerOf(database, other));
    expect(await write("agent.ts", "mine", "one")).toMatchObject({
      outcome: "conflict",
      theirs: { version: 2, text: "theirs" },
    });
    expect(await write("agent.ts", "new", null)).toMatchObject({ outcome: "conflict" });
    expect((await caller.files.read({ workspaceId, path: "agent.ts" })).text).toBe("theirs");
    expect(await write("agent.ts", "mine", "theirs")).toMatchObject({ version: { version: 3 } });
    const { items } = await caller.files.versions({ workspaceId, path: "agent.ts" });
    expect(items.map(({ isMine }) => isMine)).toEqual([true, false, true]);
  });

  test("of two who write at once one is written, and the other is told", async () => {
    const { write } = await withWorkspace();
    const outcomes = await Promise.all([write("a.ts", "one", null), write("a.ts", "two", null)]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["conflict", "written"]);
  });

  test("an answer that was lost can be asked for again", async () => {
    const { caller, workspaceId, write } = await withWorkspace();
    await write("agent.ts", "one", null);
    expect(await write("agent.ts", "one", null)).toMatchObject({
      outcome: "written",
      version: { version: 1 },
    });
    expect((await caller.files.versions({ workspaceId, path: "agent.ts" })).items).toHaveLength(1);
  });

  test("that a file is gone is kept also where there never was one", async () => {
    const { caller, workspaceId, write } = await withWorkspace();
    expect(await write("given.ts", null, null)).toMatchObject({ version: { version: 1, sha256: null } });
    expect((await caller.files.list({ workspaceId })).items).toMatchObject([
      { path: "given.ts", sha256: null },
    ]);
    expect(await write("given.ts", "x", null)).toMatchObject({ version: { version: 2 } });
  });

  test("the newest versions are kept", async () => {
    const { caller, workspaceId, write } = await withWorkspace();
    let before: string | null = null;
    for (let at = 1; at <= VERSIONS_KEPT + 3; at++) {
      await write("agent.ts", `text ${at}`, before);
      before = `text ${at}`;
    }
    const { items } = await caller.files.versions({ workspaceId, path: "agent.ts" });
    expect([items.length, items.at(0)?.version, items.at(-1)?.version]).toEqual([
      VERSIONS_KEPT,
      VERSIONS_KEPT + 3,
      4,
    ]);
  });
});

describe("refused", () => {
  test("are strangers, and readers who write", async () => {
    const { database, workspaceId, write } = await withWorkspace();
    const stranger = callerOf(database, await newAuthor(database));
    const refusals = [
      stranger.files.list({ workspaceId }),
      stranger.files.read({ workspaceId, path: "a.ts" }),
      stranger.files.versions({ workspaceId, path: "a.ts" }),
      write("a.ts", "x", null, stranger),
      callerOf(database, null).files.list({ workspaceId }),
    ];
    for (const refusal of refusals)
      await expect(refusal).rejects.toThrow(/no workspace here|needs a session/i);
    const viewer = await newAuthor(database);
    await join(database, workspaceId, viewer, "viewer");
    await expect(write("a.ts", "x", null, callerOf(database, viewer))).rejects.toThrow(
      "needs the role author",
    );
    expect((await callerOf(database, viewer).files.list({ workspaceId })).items).toEqual([]);
  });

  test.each(["../x", "/x", "", "a//b", "a\u202eb"])("is a path like %j", async (path) => {
    const { write } = await withWorkspace();
    await expect(write(path, "x", null)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  test("is what is too large, by units and by bytes", async () => {
    const { write } = await withWorkspace();
    await expect(write("a.ts", "x".repeat(FILE_BYTES + 1), null)).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    await expect(write("a.ts", "é".repeat(FILE_BYTES / 2 + 1), null)).rejects.toThrow("at most 524288 bytes");
    const full = "x".repeat(FILE_BYTES);
    for (let at = 0; at < 32; at++) await write(`f${at}`, full, null);
    await expect(write("one-more", "x", null)).rejects.toThrow("at most 16777216 bytes in all");
  });
});

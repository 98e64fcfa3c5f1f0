import { describe, expect, test } from "vitest";
import { callerOf, join, NOON, newAuthor } from "../../testing/people";
import { tempDatabase } from "../../testing/temp-database";
import { openWorkspace } from "../../workspaces/workspaces";

async function withAuthor() {
  const database = await tempDatabase();
  const author = await newAuthor(database);
  return { database, author, caller: callerOf(database, author) };
}
const later = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);

describe("workspaces", () => {
  test("made ones are listed, the last opened first, and nobody else sees them", async () => {
    const { database, author } = await withAuthor();
    for (const [minutes, name] of ["one", "two", "three"].entries()) {
      await callerOf(database, author, later(minutes)).workspace.create({ name });
    }
    const { items } = await callerOf(database, author).workspace.list();
    expect(items.map((item) => item.name)).toEqual(["three", "two", "one"]);
    expect(items[0]).toEqual({
      id: expect.stringMatching(/^ws_/),
      name: "three",
      role: "owner",
      example: null,
      openedAt: later(2).toISOString(),
    });
    expect((await callerOf(database, await newAuthor(database)).workspace.list()).items).toEqual([]);
  });

  test("an owner renames, an approver does not", async () => {
    const { database, caller } = await withAuthor();
    const { id } = await caller.workspace.create({ name: "old" });
    expect(await caller.workspace.rename({ workspaceId: id, name: "  new  " })).toMatchObject({
      name: "new",
    });
    expect((await caller.workspace.get({ workspaceId: id })).name).toBe("new");
    const approver = await newAuthor(database);
    await join(database, id, approver, "approver");
    await expect(
      callerOf(database, approver).workspace.rename({ workspaceId: id, name: "mine" }),
    ).rejects.toThrow("needs the role owner in the workspace; yours is approver");
    expect((await caller.workspace.get({ workspaceId: id })).name).toBe("new");
  });

  test.each(["", "   ", "x".repeat(81)])("a name like %j is refused with the field named", async (name) => {
    const { caller } = await withAuthor();
    await expect(caller.workspace.create({ name })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  test.each(["../x", "A", "a--b", "a/b", ""])("an example called %j is refused", async (example) => {
    const { caller } = await withAuthor();
    await expect(caller.workspace.create({ name: "x", example })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
  });
});

describe("opening", () => {
  test("an example twice gives one workspace, and moves it to the front", async () => {
    const { database, author, caller } = await withAuthor();
    const open = (example: string | null, minutes: number) =>
      database.write((tx) =>
        openWorkspace(tx, author.id, { name: example ?? "untitled", example }, later(minutes)),
      );
    const first = await open("report-writer", 1);
    const other = await open("hostile", 2);
    const again = await open("report-writer", 3);
    expect(again.id).toBe(first.id);
    expect(other.id).not.toBe(first.id);
    expect((await caller.workspace.list()).items.map((item) => item.example)).toEqual([
      "report-writer",
      "hostile",
    ]);
    expect((await open(null, 4)).id).toBe(first.id); // no wish: where the author was last
  });

  test("never opens a workspace that somebody else made from the same example", async () => {
    const { database, author } = await withAuthor();
    const open = (id: string) =>
      database.write((tx) => openWorkspace(tx, id, { name: "x", example: "hostile" }, NOON));
    const theirs = await open((await newAuthor(database)).id);
    await join(database, theirs.id, author, "viewer");
    expect((await open(author.id)).id).not.toBe(theirs.id);
  });
});

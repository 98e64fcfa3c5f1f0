import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { callerOf, newAuthor } from "../../testing/people";
import { growLog } from "../testing/many-leaves";
import { refused, stored } from "./testing/stored";

const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
  vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(() => vi.restoreAllMocks());

describe("the log of the workspace", () => {
  test.each([
    ["a leaf that is gone", "DELETE FROM audit_leaves WHERE leaf = 1", "MISSING_ENTRIES"],
    [
      "a leaf of another session",
      "UPDATE audit_leaves SET text = replace(text, '/s/0', '/s/1') WHERE leaf = 1",
      "ROOT_MISMATCH",
    ],
    ["another head", "UPDATE audit_logs SET root = zeroblob(32)", "ROOT_MISMATCH"],
    ["another tree to go on from", "UPDATE audit_logs SET range = zeroblob(64)", "ROOT_MISMATCH"],
  ])("%s", async (_, statement, code) => {
    const { open, ask, tamper, workspaceId } = await stored();
    await tamper(statement);
    await expect(ask(open())).rejects.toEqual(refused(code));
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      event: "audit.refused",
      workspaceId,
      session: null,
      code,
    });
  });

  test("is looked at from its last point on, which is not in the database", async () => {
    const { open, ask, tamper, workspaceId, ...rest } = await stored({ size: 3, batch: 3 });
    await growLog({ ...rest, workspaceId }, 4_500);
    const first = open();
    await first.ensure({ workspaceId });
    await first.close();
    await tamper("UPDATE audit_leaves SET text = replace(text, '/s/0', '/s/1') WHERE leaf = 7");
    const second = open();
    await second.ensure({ workspaceId });
    await second.close();
    expect(await second.lookAtLogAgain(workspaceId)).toMatchObject({ code: "ROOT_MISMATCH" });
    await tamper("UPDATE audit_logs SET fault = NULL");
    await second.lookAtLogs();
    await expect(ask(open())).rejects.toEqual(refused("ROOT_MISMATCH"));
    await tamper("UPDATE audit_logs SET fault = NULL", "DELETE FROM audit_leaves WHERE leaf = 4200");
    await expect(ask(open())).rejects.toEqual(refused("MISSING_ENTRIES"));
  });

  test("an old database is not signed, until an operator takes it for good", async () => {
    const { open, ask, workspaceId, database, tamper } = await stored();
    const first = open();
    await ask(first);
    first.signed(workspaceId, { size: 7, root: new Uint8Array(32) });
    await first.close();
    const second = open();
    await expect(ask(second)).rejects.toEqual(refused("ROLLBACK"));
    // Nor by clearing what was written down about it.
    await tamper("UPDATE audit_logs SET fault = NULL");
    const third = open();
    await expect(ask(third)).rejects.toEqual(refused("ROLLBACK"));
    expect(await third.accept(workspaceId)).toBeUndefined();
    await ask(third);
    await ask(open());
    database.close();
  });

  test("another log of the same size is a fork", async () => {
    const { open, ask, workspaceId } = await stored();
    const first = open();
    first.signed(workspaceId, { size: 2, root: new Uint8Array(32).fill(5) });
    await first.close();
    await expect(ask(open())).rejects.toEqual(refused("FORK"));
  });

  test("a database that is exchanged while the process runs", async () => {
    const { open, ask, workspaceId } = await stored();
    const checks = open();
    await ask(checks);
    checks.signed(workspaceId, { size: 9, root: new Uint8Array(32) });
    await expect(ask(checks)).rejects.toEqual(refused("ROLLBACK"));
    await expect(ask(checks)).rejects.toEqual(refused("ROLLBACK"));
    expect(lines).toHaveLength(1);
  });

  test("a workspace of which the database knows nothing any more", async () => {
    const { database, open } = await stored();
    const author = await newAuthor(database);
    const { id: workspaceId } = await callerOf(database, author).workspace.create({ name: "new" });
    const first = open();
    first.signed(workspaceId, { size: 1, root: new Uint8Array(32) });
    await first.close();
    await expect(open().ensure({ workspaceId })).rejects.toEqual(refused("ROLLBACK"));
  });
});

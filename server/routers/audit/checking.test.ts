import { expect, test } from "vitest";
import { storedSession } from "../../audit/testing/stored";
import { callerOf, newAuthor } from "../../testing/people";

test("a short session is looked at while it is asked for; a stranger hears of none", async () => {
  const { caller, database, workspaceId, sid } = await storedSession({ size: 30, batch: 10 });
  expect(await caller.audit.checking({ workspaceId, sid })).toEqual({ checking: null });
  const stranger = callerOf(database, await newAuthor(database));
  await expect(stranger.audit.checking({ workspaceId, sid })).rejects.toThrow("no workspace here");
  const other = await callerOf(database, await newAuthor(database)).workspace.create({ name: "other" });
  await expect(stranger.audit.checking({ workspaceId: other.id, sid })).rejects.toMatchObject({
    cause: { code: "NOT_FOUND" },
  });
  const none = caller.audit.checking({ workspaceId, sid: sid.replace(/.$/, "x") });
  await expect(none).rejects.toThrow("no session here");
});

import { expect, test, vi } from "vitest";
import { logPartsOf } from "../../testing/people";
import { recordSession } from "../testing/record";
import { send } from "../testing/stored";
import { stored } from "./testing/stored";

test("a session that is refused gets no signature by any way, and its records can still be read", async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const { caller, database, sessionId, workspaceId, sid, recorded, tamper } = await stored();
  await tamper("UPDATE audit_records SET line = replace(line, 'file-7.', 'file-8.') WHERE seq = 7");
  await logPartsOf(database).checks.lookAgain(sessionId);
  const last = recorded.batches.at(-1);
  const again = { workspaceId, sid, old: 30, records: [], proof: [], note: last?.note ?? "" };
  const refused = { cause: { code: "LOG_REFUSED", details: { verdict: "BROKEN_LINK", seq: 8 } } };
  await expect(caller.audit.append(again)).rejects.toMatchObject(refused);
  await expect(caller.audit.head({ workspaceId, sid })).rejects.toMatchObject(refused);
  expect((await caller.audit.records({ workspaceId, sid, from: 7, limit: 1 })).items).toHaveLength(1);
  expect((await caller.audit.health({ workspaceId })).findings).toEqual([
    { workspaceId, sid, seq: 8, code: "BROKEN_LINK", why: expect.any(String) },
  ]);
});

test("nor does the next batch of one that was found at the start", async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const session = await stored();
  const { caller, database, workspaceId, tamper } = session;
  const recorded = await recordSession({ size: 30, batch: 10 });
  const { sid, batches } = recorded;
  await send(session, { ...recorded, batches: batches.slice(0, 2) });
  await tamper(
    "UPDATE audit_records SET line = replace(line, 'file-7.', 'file-8.') WHERE seq = 7 AND session_id = 2",
  );
  const { checks } = logPartsOf(database);
  checks.start();
  await expect.poll(() => checks.progress()).toMatchObject({ state: "done", looked: 2 });
  const next = batches[2];
  if (!next) throw new Error("there are three batches");
  await expect(
    caller.audit.append({ workspaceId, sid, proof: [], ...next, records: [...next.records] }),
  ).rejects.toMatchObject({
    cause: { code: "LOG_REFUSED", details: { verdict: "BROKEN_LINK", seq: 8 } },
  });
});

import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { auditSessions } from "../../db/schema";
import { checkSession } from "./session";
import { stored } from "./testing/stored";
import type { Point } from "./walk";

test("a long look keeps how far it came, and one that was ended goes on from there", async () => {
  const { database, sessionId, tamper } = await stored({ size: 5_200, batch: 400 });
  const [session] = await database.read.select().from(auditSessions).where(eq(auditSessions.id, sessionId));
  if (!session) throw new Error("no session");
  const points: Point[] = [];
  const keep = async (point: Point) => void points.push(point);
  let slices = 0;
  const ended = async () => {
    slices += 1;
    if (slices === 4) throw new Error("ended");
  };
  await expect(checkSession(database.read, session, undefined, ended, { keep, every: 900 })).rejects.toThrow(
    "ended",
  );
  // At the end of a batch each: only there a checkpoint says whether the point can be believed.
  expect(points.map(({ size }) => size)).toEqual([2_000, 4_000]);

  // What lies before it is not read again, which shows that it was gone on from; what lies behind it is.
  await tamper("UPDATE audit_records SET line = replace(line, 'file-7.', 'file-8.') WHERE seq = 7");
  const goOn = vi.fn(async () => undefined);
  expect(await checkSession(database.read, session, points[1], goOn)).toMatchObject({
    ok: true,
    point: { size: 5_200 },
  });
  expect(goOn).toHaveBeenCalledTimes(2);
  await tamper("UPDATE audit_records SET line = replace(line, 'file-4001.', 'file-4002.') WHERE seq = 4001");
  expect(await checkSession(database.read, session, points[1], goOn)).toMatchObject({
    ok: false,
    finding: { code: "BROKEN_LINK", seq: 4_002 },
  });
});

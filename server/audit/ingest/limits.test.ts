/** Who opens sessions in a loop: refusals with a code, and memory that does not grow with them. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { auditSessions } from "../../db/schema";
import { NOON } from "../../testing/people";
import { MAX_SESSIONS, MAX_SESSIONS_A_MINUTE, MINUTE_MS } from "./limits";
import { type Desk, newDesk } from "./testing/sending";
import { SentSession } from "./testing/sent-session";

const SESSIONS = process.env.HEAVY === "1" ? 10_000 : 120;
/** Far below what the sessions, their records and their keys would take together. */
const MOST_GROWTH = 48 * 2 ** 20;

/** Rows of sessions as they were opened, without their records: what the limits count. */
function open(desk: Desk, sessions: number, openedAt: Date): Promise<unknown> {
  const text = `INSERT INTO audit_sessions (workspace_id, sid, opened_by, opened_at, moved_at, vkey, size, root, link, range, driver, spec_sha256, first_ts, last_ts)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?4)
    SELECT ?1, 'made-' || ?3 || '-' || i, ?2, ?3, ?3, '', 0, x'', x'', x'', '', '', '', '' FROM n`;
  const { workspaceId, author } = desk;
  return desk.database.writeBy(async (statements) =>
    statements.run(text, [workspaceId, author.id, openedAt.getTime(), sessions]),
  );
}

test("more sessions than fit into a minute are refused, until the minute is over", async () => {
  const desk = await newDesk();
  await open(desk, MAX_SESSIONS_A_MINUTE, NOON);
  const batch = await new SentSession().batch();
  for (const [after, wait] of [
    [0, 60],
    [MINUTE_MS / 2, 30],
    [MINUTE_MS - 1, 1],
  ] as const)
    expect(await desk.refused(batch, new Date(NOON.getTime() + after))).toEqual({
      code: "LIMIT_REACHED",
      details: { most: MAX_SESSIONS_A_MINUTE, wait_s: wait },
    });
  await desk.send(batch, new Date(NOON.getTime() + MINUTE_MS));
  // Going on with a session that is there is no new one.
  const session = new SentSession().grow(3);
  await desk.send(await session.batch(1), NOON);
});

test("a clock that was set back does not shut a workspace", async () => {
  const desk = await newDesk();
  await open(desk, MAX_SESSIONS_A_MINUTE, new Date(NOON.getTime() + 86_400_000));
  await desk.send(await new SentSession().batch(), NOON);
});

test("more sessions than a workspace may have are refused", async () => {
  const desk = await newDesk();
  await open(desk, MAX_SESSIONS, new Date(NOON.getTime() - 86_400_000));
  expect(await desk.refused(await new SentSession().batch())).toEqual({
    code: "LIMIT_REACHED",
    details: { most: MAX_SESSIONS },
  });
});

test(`memory stays flat over ${SESSIONS} sessions`, { timeout: 600_000 }, async () => {
  const desk = await newDesk();
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const send = async (number: number) => {
    const now = new Date(NOON.getTime() + number * 100);
    await desk.send(await new SentSession({ number, key: number % 50 }).grow(3).batch(), now);
  };
  for (let number = 1; number <= 20; number++) await send(number);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let number = 21; number <= SESSIONS; number++) await send(number);
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(MOST_GROWTH);
  expect(await desk.database.read.$count(auditSessions)).toBe(SESSIONS);
});

import "server-only";
import { and, asc, eq, gte, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { readRecord } from "@/lib/audit/record";
import type { SessionSummary } from "@/lib/audit/sync/wire";
import { bytesOf } from "../../db/bytes-of";
import type { ReadDb } from "../../db/database";
import { auditRecords, auditSessions } from "../../db/schema";
import { Recent } from "../../memory/recent";
import { noSuchSession, type SessionRow } from "./find-session";
import { letOthersRun } from "./pace";
import { selectSessions, toView } from "./session-view";

const FIRST_DENIALS = 20;
/** Counted at once, and for how long; then the rest is left for the next time it is asked for. */
const AT_ONCE = 10_000;
const COUNT_MS = 100;
/** How many sessions' counts are kept. They follow from the records, so it does not matter which process has them. */
const MOST_KEPT = 500;
const DECODER = new TextDecoder();

const COUNTS = z.record(z.string(), z.record(z.string(), z.int().min(0)));
type Counts = z.infer<typeof COUNTS>;
interface Look {
  readonly signal: AbortSignal | undefined;
  readonly countMs: number;
  readonly atOnce: number;
}
interface Counted {
  readonly counts: Counts;
  readonly size: number;
}
const NOTHING: Counted = { counts: {}, size: 0 };

/** Only added to, like the records that they count. */
const KEPT = new Recent<string, { counted: Counted }>(MOST_KEPT, () => ({ counted: NOTHING }));

/** What a page of a session begins with: what it is, how much of what is in it, and its first denials. */
export async function summaryOf(
  read: ReadDb,
  workspaceId: string,
  sid: string,
  { signal, countMs = COUNT_MS, atOnce = AT_ONCE }: Partial<Look> = {},
): Promise<SessionSummary> {
  const rows = await selectSessions(read)
    .where(and(eq(auditSessions.workspaceId, workspaceId), eq(auditSessions.sid, sid)))
    .limit(1);
  const [row] = rows;
  if (!row) throw noSuchSession();
  const denials = await firstDenials(read, row.session);
  const counted = await countUp(read, row.session, { signal, countMs, atOnce });
  const told = counted.size < row.session.size ? await countsOfClosing(read, row.session) : undefined;
  return {
    ...toView(row),
    vkey: row.session.vkey,
    types: told ?? counted.counts,
    counted: told ? row.session.size : counted.size,
    countedBy: told ? "session" : "server",
    denials,
  };
}

/** What the last record of a session says of those before it. It was signed with them, and is their author's word. */
async function countsOfClosing(read: ReadDb, { id, size, closed }: SessionRow): Promise<Counts | undefined> {
  if (closed === null) return undefined;
  const [row] = await read
    .select({ bytes: bytesOf(auditRecords.line) })
    .from(auditRecords)
    .where(and(eq(auditRecords.sessionId, id), eq(auditRecords.seq, size - 1)));
  const record = row && readRecord(row.bytes);
  const counts = record?.ok ? COUNTS.safeParse(record.record.data.counts) : undefined;
  // The closing record does not count itself.
  return counts?.success ? { ...counts.data, "session.close": { none: 1 } } : undefined;
}

async function firstDenials(read: ReadDb, { id, size }: SessionRow): Promise<SessionSummary["denials"]> {
  const { sessionId, verdict, seq, line } = auditRecords;
  const rows = await read
    .select({ seq, bytes: bytesOf(line) })
    .from(auditRecords)
    // The second condition says nothing new: it lets the index of refused records be used.
    .where(and(eq(sessionId, id), eq(verdict, "deny"), sql`verdict <> 'allow'`, lt(seq, size)))
    .orderBy(asc(seq))
    .limit(FIRST_DENIALS);
  return rows.map((row) => ({ seq: row.seq, line: DECODER.decode(row.bytes) }));
}

async function countUp(
  read: ReadDb,
  { id, size, workspaceId, sid }: SessionRow,
  { signal, countMs, atOnce }: Look,
): Promise<Counted> {
  const kept = KEPT.get(`${workspaceId} ${sid}`);
  const until = performance.now() + countMs;
  for (;;) {
    const from = kept.counted.size <= size ? kept.counted : NOTHING;
    if (from.size === size) return from;
    const end = Math.min(size, from.size + atOnce);
    // Somebody else may count the same meanwhile: each makes a new sum of what it began with, and none is added twice.
    const counted = { counts: await countSlice(read, id, from, end), size: end };
    kept.counted = counted;
    if (performance.now() >= until) return counted;
    await letOthersRun(signal);
  }
}

async function countSlice(read: ReadDb, id: number, { counts, size }: Counted, end: number): Promise<Counts> {
  const { sessionId, seq, type, verdict } = auditRecords;
  const rows = await read
    .select({ type, verdict, count: sql<number>`count(*)` })
    .from(auditRecords)
    .where(and(eq(sessionId, id), gte(seq, size), lt(seq, end)))
    .groupBy(type, verdict);
  const sum: Counts = { ...counts };
  for (const row of rows) {
    const decided = row.verdict ?? "none";
    const ofType = sum[row.type] ?? {};
    sum[row.type] = { ...ofType, [decided]: (ofType[decided] ?? 0) + row.count };
  }
  return sum;
}

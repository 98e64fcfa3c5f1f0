import "server-only";
import { and, asc, eq, gt, lte, type SQL, sql } from "drizzle-orm";
import type { AnySQLiteColumn } from "drizzle-orm/sqlite-core";
import { joinBytes } from "@/lib/audit/bytes";
import type { ReadDb } from "../../db/database";
import { auditRecords, auditSessions } from "../../db/schema";
import { letOthersRun } from "./pace";

/** At most 8 MiB, and with records of an ordinary length less than a millisecond in which nobody else is answered. */
const AT_ONCE = 500;
const LF = 0x0a;
const LINE_FEED = Uint8Array.of(LF);
const DECODER = new TextDecoder();

/** Some rows, one behind the other: what a million objects would cost, one text for all of them does not. */
export interface RowPage {
  readonly count: number;
  readonly first: number;
  readonly last: number;
  /** Each line with its line feed. What is in a row is not looked at: one may hold two lines, or none. */
  readonly lines: Uint8Array;
  /** Of each row's line, in bytes and without the line feed. */
  readonly lengths: readonly number[];
  /** What the rows say again of their records, and their numbers; of those that say what a row can say, one each. */
  readonly seqs: readonly string[];
  readonly types: readonly string[];
  readonly verdicts: readonly string[];
}

/** The texts of all rows of a group, one a line. */
function linesOf(expression: SQL | AnySQLiteColumn): SQL<Uint8Array> {
  return sql`CAST(group_concat(${expression}, char(10)) AS BLOB)`.mapWith((value: ArrayBuffer | null) =>
    value === null ? new Uint8Array(0) : new Uint8Array(value),
  ) as SQL<Uint8Array>;
}

/** The rows behind one number and up to another, so many at once; undefined where there are none. */
async function readRows(
  read: ReadDb,
  sessionId: number,
  { behind, upTo, most }: { readonly behind: number; readonly upTo: number; readonly most: number },
): Promise<RowPage | undefined> {
  const { seq, line, type, verdict } = auditRecords;
  const page = read
    .select({ seq, line, type, verdict })
    .from(auditRecords)
    .where(and(eq(auditRecords.sessionId, sessionId), gt(seq, behind), lte(seq, upTo)))
    .orderBy(asc(seq))
    .limit(most)
    .as("page");
  const [row] = await read
    .select({
      count: sql<number>`count(*)`,
      first: sql<number>`coalesce(min(${page.seq}), 0)`,
      last: sql<number>`coalesce(max(${page.seq}), 0)`,
      lines: linesOf(page.line),
      lengths: linesOf(sql`length(CAST(${page.line} AS BLOB))`),
      seqs: linesOf(page.seq),
      types: linesOf(page.type),
      verdicts: linesOf(sql`coalesce(${page.verdict}, '')`),
    })
    .from(page);
  if (!row || row.count === 0) return undefined;
  return {
    ...row,
    lines: joinBytes([row.lines, LINE_FEED]),
    lengths: split(row.lengths).map(Number),
    seqs: split(row.seqs),
    types: split(row.types),
    verdicts: split(row.verdicts),
  };
}

/**
 * All rows of a session's records up to one number, in the order of their numbers: those too that should not be there,
 * below zero or behind the end. A page is a statement of its own, so that a slow reader holds nothing open.
 */
export async function* rowPages(
  read: ReadDb,
  sessionId: number,
  upTo: number,
  signal?: AbortSignal,
): AsyncGenerator<RowPage> {
  for (let behind = Number.MIN_SAFE_INTEGER; ; ) {
    const page = await readRows(read, sessionId, { behind, upTo, most: AT_ONCE });
    if (!page) return;
    yield page;
    if (page.count < AT_ONCE) return;
    behind = page.last;
    await letOthersRun(signal);
  }
}

/** The records from one number on, as they are stored; the bytes of one are a part of those of all. */
export async function recordsFrom(
  read: ReadDb,
  sessionId: number,
  from: number,
  count: number,
): Promise<{ readonly seq: number; readonly bytes: Uint8Array }[]> {
  const page = await readRows(read, sessionId, { behind: from - 1, upTo: from + count - 1, most: count });
  let at = 0;
  return (page?.lengths ?? []).map((length, place) => {
    const bytes = page?.lines.subarray(at, at + length) ?? LINE_FEED;
    at += length + 1;
    return { seq: Number(page?.seqs[place]), bytes };
  });
}

/** The records as they are exported: entries.jsonl, in pieces. */
export async function* entriesOf(
  read: ReadDb,
  sessionId: number,
  upTo: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const { lines } of rowPages(read, sessionId, upTo, signal)) yield lines;
}

/**
 * How far a session goes, by its own row and by its records, in one look: between two of them a batch could come.
 * Records behind the accepted size were put there by somebody else, and are shown and exported with the others.
 */
export async function endsOf(
  read: ReadDb,
  sessionId: number,
): Promise<{ readonly size: number; readonly lastSeq: number }> {
  const [row] = await read
    .select({
      size: auditSessions.size,
      lastSeq: sql<number>`coalesce((SELECT max(seq) FROM audit_records WHERE session_id = ${sessionId}), -1)`,
    })
    .from(auditSessions)
    .where(eq(auditSessions.id, sessionId));
  return row ?? { size: 0, lastSeq: -1 };
}

function split(bytes: Uint8Array): string[] {
  return DECODER.decode(bytes).split("\n");
}

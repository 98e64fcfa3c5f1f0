import "server-only";
import { and, asc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { RecordFilter } from "@/lib/audit/sync/wire";
import { bytesOf } from "../../db/bytes-of";
import type { ReadDb } from "../../db/database";
import { auditRecords } from "../../db/schema";
import type { SessionRow } from "./find-session";
import { letOthersRun } from "./pace";

/** Looked through at once: some 20 ms of records of an ordinary length, in which nobody else is answered. */
const AT_ONCE = 20_000;
/** After that a search answers with what it has, and where to go on. */
const LOOK_MS = 400;
const DECODER = new TextDecoder();

export interface RecordPage {
  readonly items: { readonly seq: number; readonly line: string }[];
  readonly next: number | null;
}

interface Look {
  readonly signal: AbortSignal | undefined;
  readonly lookMs: number;
  readonly atOnce: number;
}

/**
 * A page of records, those alone that fit the filter. Types and texts have no index, so a search that finds little
 * looks through as much as it can in its time, and says where it stopped: a page may be empty and not be the last.
 */
export async function pageOfRecords(
  read: ReadDb,
  { id, size }: Pick<SessionRow, "id" | "size">,
  wanted: { readonly from: number; readonly limit: number; readonly filter: RecordFilter },
  { signal, lookMs = LOOK_MS, atOnce = AT_ONCE }: Partial<Look> = {},
): Promise<RecordPage> {
  const { from, limit, filter } = wanted;
  const fits = conditionsOf(filter);
  const until = performance.now() + lookMs;
  const items: RecordPage["items"] = [];
  for (let at = from; at < size; at += atOnce) {
    const slice = and(
      eq(auditRecords.sessionId, id),
      gte(auditRecords.seq, at),
      lt(auditRecords.seq, at + atOnce),
    );
    const rows = await read
      .select({ seq: auditRecords.seq, bytes: bytesOf(auditRecords.line) })
      .from(auditRecords)
      .where(and(slice, lt(auditRecords.seq, size), ...fits))
      .orderBy(asc(auditRecords.seq))
      .limit(limit - items.length);
    items.push(...rows.map(({ seq, bytes }) => ({ seq, line: DECODER.decode(bytes) })));
    if (items.length === limit) return { items, next: behind((items.at(-1)?.seq ?? at) + 1, size) };
    if (performance.now() >= until) return { items, next: behind(at + atOnce, size) };
    await letOthersRun(signal);
  }
  return { items, next: null };
}

function behind(seq: number, size: number): number | null {
  return seq < size ? seq : null;
}

function conditionsOf({ type, verdict, text }: RecordFilter): SQL[] {
  const conditions: SQL[] = [];
  if (type !== undefined) conditions.push(ofType(type));
  if (verdict !== undefined) conditions.push(eq(auditRecords.verdict, verdict));
  // In these words, or the planner does not see that the index of refused records has all of them.
  if (verdict !== undefined && verdict !== "allow") conditions.push(sql`verdict <> 'allow'`);
  // As it is written, byte for byte: no pattern, in which a search could be made to take for ever.
  if (text !== undefined && text !== "") conditions.push(sql`instr(${auditRecords.line}, ${text}) > 0`);
  return conditions;
}

/** A type, or all that begin with it and a dot, as `aegis log show --type` has it: `fs` is all that is done to files. */
function ofType(type: string): SQL {
  return sql`(${auditRecords.type} = ${type} OR (${auditRecords.type} >= ${`${type}.`} AND ${auditRecords.type} < ${`${type}/`}))`;
}

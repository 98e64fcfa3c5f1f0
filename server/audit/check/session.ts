import "server-only";
import { and, asc, eq, gt, lte, sql } from "drizzle-orm";
import { equalBytes, fromUtf8 } from "@/lib/audit/bytes";
import { readRecord } from "@/lib/audit/record";
import { bytesOf } from "../../db/bytes-of";
import type { ReadDb } from "../../db/database";
import { auditCheckpoints, auditLeaves, auditSessions } from "../../db/schema";
import { nodesOf } from "../nodes";
import { recordsFrom } from "../reading/record-rows";
import { readSigned } from "./signed";
import { type Finding, HASHER, type Point, rootOfPoint, START, samePoint, Walk } from "./walk";

/** Records in one turn: some milliseconds of reading and hashing, between which others are answered. */
const SLICE = 1_000;
/** So many are looked at until it is kept how far that came: a look that ends with its process is not for nothing. */
const KEPT_EVERY = 50_000;

export type SessionRow = Pick<
  typeof auditSessions.$inferSelect,
  "id" | "sid" | "workspaceId" | "vkey" | "size" | "root" | "link" | "range"
>;
export type Outcome =
  | { readonly ok: true; readonly point: Point }
  | { readonly ok: false; readonly finding: Finding };
/** Lets others run; throws when the look is to end. */
export type Pause = () => Promise<void>;
export interface Keeping {
  /** Told on the way where a signed checkpoint was met; whoever looks next goes on from there. */
  keep(point: Point): Promise<void>;
  readonly every?: number;
  /** Told of every slice. */
  readonly advanced?: (size: number) => void;
}

/**
 * Whether what is stored of a session is what was signed: its records from a known point on, the checkpoint of each batch,
 * its leaves in the log of the workspace, and the row from which the next batch would go on.
 */
export async function checkSession(
  read: ReadDb,
  session: SessionRow,
  from: Point | undefined,
  pause: Pause,
  { keep, every = KEPT_EVERY, advanced }: Keeping = { keep: async () => undefined },
): Promise<Outcome> {
  const key = await keyFault(read, session);
  if (key) return bad(key);
  const start = from && (await holds(read, session, from)) ? from : START;
  const walk = new Walk(session.sid, start);
  let kept = start.size;
  while (walk.size < session.size) {
    const finding = await checkSlice(read, session, walk);
    if (finding) return bad(finding);
    advanced?.(walk.size);
    const { anchored } = walk;
    if (anchored && anchored.size - kept >= every) {
      await keep(anchored);
      kept = anchored.size;
    }
    await pause();
  }
  const finding = (await endFault(read, session, walk)) ?? (await strangerFault(read, session));
  return finding ? bad(finding) : { ok: true, point: walk.point() };
}

const bad = (finding: Finding): Outcome => ({ ok: false, finding });

/** The key in the row must be the one that the session named in its first record. */
async function keyFault(read: ReadDb, { id, vkey, size }: SessionRow): Promise<Finding | undefined> {
  const [first] = await recordsFrom(read, id, 0, 1);
  // Where it is missing or no record, the walk from the beginning says so.
  const record = first?.seq === 0 ? readRecord(first.bytes) : undefined;
  if (size === 0 || (record?.ok && record.record.data.vkey === vkey)) return undefined;
  if (record?.ok)
    return {
      code: "UNKNOWN_KEY",
      seq: 0,
      why: "The key of the session is not the one that its first record names.",
    };
  const why =
    record === undefined ? "The record 0 is missing." : `The record 0 cannot be read. ${record.why}`;
  return { code: record === undefined ? "GAP" : record.code, seq: 0, why };
}

/**
 * A remembered point is out of the same database as the records: it counts only where a checkpoint that was signed has
 * its root, and the last record its link. What lies before it is not looked at again; a full look does that.
 */
async function holds(read: ReadDb, session: SessionRow, point: Point): Promise<boolean> {
  if (point.size === 0 || point.size > session.size) return false;
  const root = rootOfPoint(point);
  const [checkpoint] = await readCheckpoints(read, session, point.size - 1, point.size);
  const [last] = await recordsFrom(read, session.id, point.size - 1, 1);
  if (!root || !checkpoint || last?.seq !== point.size - 1) return false;
  if (!equalBytes(HASHER.leaf(last.bytes), point.link)) return false;
  const signed = await readSigned(checkpoint.note, session);
  return signed.ok && signed.value.size === point.size && equalBytes(signed.value.root, root);
}

async function checkSlice(read: ReadDb, session: SessionRow, walk: Walk): Promise<Finding | undefined> {
  const from = walk.size;
  const end = Math.min(session.size, from + SLICE);
  const records = await recordsFrom(read, session.id, from, end - from);
  const checkpoints = await readCheckpoints(read, session, from, end);
  let checked = from;
  for (const { seq, bytes } of records) {
    const finding = walk.take(seq, bytes);
    if (finding) return finding;
    const next = checkpoints[0];
    if (next?.size !== walk.size) continue;
    const fault = checkpointFault(session, next, walk, checked);
    if (fault) return fault;
    checked = walk.size;
    walk.anchor();
    checkpoints.shift();
  }
  if (walk.size === end) return undefined;
  const why = `The record ${walk.size} is missing, and so is every one behind it; ${session.size} were signed.`;
  return { code: "MISSING_ENTRIES", seq: walk.size, why };
}

type Checkpoint = Awaited<ReturnType<typeof readCheckpoints>>[number];

/** The root of a batch, its note, and its leaf in the log of the workspace: three places that must say the same. */
function checkpointFault(
  session: SessionRow,
  { size, root, note, leafText }: Checkpoint,
  walk: Walk,
  checked: number,
): Finding | undefined {
  if (!equalBytes(walk.root(), root)) {
    const which = size - checked === 1 ? `${checked} is` : `${checked} to ${size - 1} are`;
    const why = `The root of the first ${size} records is not the one that was signed: of them ${which} not what was recorded.`;
    // Each record but the last is held by the link of the one behind it.
    return { code: "ROOT_MISMATCH", seq: size - 1, why };
  }
  const text = fromUtf8(note)?.split("\n\n")[0];
  if (leafText && text !== undefined && fromUtf8(leafText) === `${text}\n`) return undefined;
  const why = `The log of the workspace does not hold the checkpoint over ${size} records of the session ${session.sid}.`;
  return { code: "ROOT_MISMATCH", seq: size - 1, why };
}

/** What the next batch would go on from: the row of the session, its last checkpoint, and the signature under that. */
async function endFault(read: ReadDb, session: SessionRow, walk: Walk): Promise<Finding | undefined> {
  const { size } = session;
  const row = { size, link: session.link, range: nodesOf(session.range) };
  if (!equalBytes(walk.root(), session.root) || !samePoint(row, walk.point())) {
    return { code: "ROOT_MISMATCH", why: "The row of the session says another root than its records have." };
  }
  if (size === 0) return undefined;
  const [last] = await readCheckpoints(read, session, size - 1, size);
  if (!last)
    return { code: "MISSING_ENTRIES", seq: size, why: `There is no checkpoint over ${size} records.` };
  const signed = await readSigned(last.note, session);
  if (!signed.ok) return { code: signed.code, why: signed.why };
  const isSame = signed.value.size === size && equalBytes(signed.value.root, walk.root());
  return isSame
    ? undefined
    : { code: "ROOT_MISMATCH", why: "The last checkpoint was signed for another root." };
}

const lastOf = (column: string, table: string) =>
  sql<
    number | null
  >`(SELECT max(${sql.raw(column)}) FROM ${sql.raw(table)} WHERE session_id = ${auditSessions.id})`;
const ENDS = {
  size: auditSessions.size,
  seq: lastOf("seq", "audit_records"),
  last: lastOf("size", "audit_checkpoints"),
  leaf: lastOf("leaf", "audit_leaves"),
  end: lastOf("leaf", "audit_checkpoints"),
};

/** Records, checkpoints and leaves behind the end that the row names; in one statement, for batches come in meanwhile. */
async function strangerFault(read: ReadDb, { id }: SessionRow): Promise<Finding | undefined> {
  const { size, seq, last, leaf, end } = ENDS;
  const [row] = await read
    .select({ size, seq, last, leaf, end })
    .from(auditSessions)
    .where(eq(auditSessions.id, id));
  if (!row) return { code: "MISSING_ENTRIES", why: "The row of the session is gone." };
  if ((row.seq ?? -1) >= row.size) {
    const why = `The record ${row.size} is behind the end that was signed.`;
    return { code: "UNANCHORED_TAIL", seq: row.size, why };
  }
  if ((row.last ?? 0) <= row.size && (row.leaf ?? -1) <= (row.end ?? -1)) return undefined;
  const why = `More than the ${row.size} records of the session were signed before.`;
  return { code: "ROLLBACK", seq: row.size, why };
}

/** The checkpoints over more than `after` and at most `to` records, each with its leaf. */
function readCheckpoints(read: ReadDb, session: SessionRow, after: number, to: number) {
  const { sessionId, size, root, leaf, note } = auditCheckpoints;
  return read
    .select({ size, root, note: bytesOf(note), leafText: bytesOf(auditLeaves.text) })
    .from(auditCheckpoints)
    .leftJoin(auditLeaves, and(eq(auditLeaves.workspaceId, session.workspaceId), eq(auditLeaves.leaf, leaf)))
    .where(and(eq(sessionId, session.id), gt(size, after), lte(size, to)))
    .orderBy(asc(size));
}

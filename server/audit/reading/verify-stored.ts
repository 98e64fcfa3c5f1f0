import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { fromUtf8 } from "@/lib/audit/bytes";
import { parseVkey, readCheckpoint } from "@/lib/audit/note";
import type { StoredFault, StoredVerdict } from "@/lib/audit/sync/wire";
import { VERDICTS } from "@/lib/audit/verdicts";
import { type Report, verify } from "@/lib/audit/verify";
import { nodeHasher } from "@/lib/runtime/node/hash";
import { bytesOf } from "../../db/bytes-of";
import type { ReadDb } from "../../db/database";
import { auditLeaves, auditSessions } from "../../db/schema";
import type { LogChecks } from "../check";
import { noSuchSession, type SessionRow } from "./find-session";
import { endsOf, rowPages } from "./record-rows";
import { checkpointOf } from "./signed";
import { StoredRows } from "./stored-rows";

const HASHER = nodeHasher();

interface Stored {
  readonly read: ReadDb;
  readonly checks: LogChecks;
  readonly now: Date;
}

/**
 * Whether what is stored of a session is what was signed, read from its beginning: by the verifier that readers use, by
 * what the rows say beside the records, and by the look that comes before every signature, which takes in the
 * checkpoints, the row of the session and the log of the workspace. What that finds is never signed again.
 *
 * Nothing is signed here: the records are held against what the session itself signed.
 */
export async function verifyStored(stored: Stored, workspaceId: string, sid: string): Promise<StoredVerdict> {
  const { read, checks, now } = stored;
  const at = now.toISOString();
  const [session] = await read
    .select()
    .from(auditSessions)
    .where(and(eq(auditSessions.workspaceId, workspaceId), eq(auditSessions.sid, sid)));
  if (!session) return { ...(await verdictOnMissing(read, workspaceId, sid)), sid, at, size: 0, covered: 0 };
  const rows = new StoredRows(read, HASHER, session.id);
  const report = await verifyRecords(stored, session, rows);
  const looked = await checks.lookAgain(session.id);
  const inLog = await checks.lookAtLogAgain(workspaceId);
  const faults: StoredFault[] = [
    ...report.faults.map((fault) => toStored(fault, report, rows.changed ?? looked?.seq)),
    ...rows.faults,
  ];
  // The second look finds what the first has found, too.
  if (looked && !faults.some(({ code }) => code === looked.code))
    faults.push({ ...looked, in: looked.seq === undefined ? "session" : "checkpoints" });
  if (inLog) faults.push({ ...inLog, in: "workspace" });
  const [first] = faults;
  const { size } = report.summary;
  return { ...verdictOf(first), sid, at, size, covered: report.covered, faults };
}

async function verifyRecords({ read }: Stored, session: SessionRow, rows: StoredRows): Promise<Report> {
  const { size, lastSeq } = await endsOf(read, session.id);
  const checkpoint = await checkpointOf(read, session.id);
  async function* lines(): AsyncGenerator<Uint8Array> {
    for await (const page of rowPages(read, session.id, Math.max(size - 1, lastSeq))) {
      await rows.take(page);
      yield page.lines;
    }
  }
  const report = await verify(
    { lines: lines() },
    {
      hasher: HASHER,
      sid: session.sid,
      // One that was changed in its row vouches for nothing, and must not keep the records from being read.
      keys: parseVkey(session.vkey).ok ? [session.vkey] : [],
      ...(checkpoint && { checkpoints: [checkpoint.note] }),
    },
  );
  if (report.faults.every(({ place }) => place.in !== "record")) await rows.finish();
  return report;
}

/** The verifier says where something is wrong; a root is wrong by one of the records under it. */
function toStored(
  { code, why, place }: Report["faults"][number],
  { summary, covered }: Report,
  changed: number | undefined,
): StoredFault {
  const seqs: Partial<Record<typeof code, number | undefined>> = {
    ROOT_MISMATCH: changed,
    MISSING_ENTRIES: summary.size,
    UNANCHORED_TAIL: covered,
  };
  const seq = place.in === "record" ? place.seq : seqs[code];
  const where = place.in === "checkpoint" && seq === undefined ? "checkpoints" : "records";
  return { code, why, in: where, ...(seq !== undefined && { seq }) };
}

function verdictOf(first: StoredFault | undefined): Pick<StoredVerdict, "code" | "why" | "seq"> {
  if (!first) return { code: "OK", why: VERDICTS.OK };
  const { code, why, seq } = first;
  return { code, why, ...(seq !== undefined && { seq }) };
}

/** A session that was deleted is still in the log of its workspace, with how much of it was signed. */
async function verdictOnMissing(
  read: ReadDb,
  workspaceId: string,
  sid: string,
): Promise<Pick<StoredVerdict, "code" | "why" | "seq" | "faults">> {
  const { text, leaf } = auditLeaves;
  const [last] = await read
    .select({ bytes: bytesOf(text) })
    .from(auditLeaves)
    .where(and(eq(auditLeaves.workspaceId, workspaceId), sql`instr(${text}, ${`/s/${sid}\n`}) > 0`))
    .orderBy(desc(leaf))
    .limit(1);
  const signed = last && readCheckpoint(fromUtf8(last.bytes) ?? "");
  if (!signed?.ok) throw noSuchSession();
  const why = `The log of the workspace has a checkpoint over ${signed.value.size} records of this session, and the session is gone.`;
  const fault = { code: "MISSING_ENTRIES", seq: 0, in: "session", why } as const;
  return { ...verdictOf(fault), faults: [fault] };
}

import "server-only";
import { asc, count, eq, gt, isNotNull, or, sql } from "drizzle-orm";
import type { DoctorReport } from "@/lib/audit/sync/operate";
import { version } from "../../../package.json";
import type { Database, ReadDb } from "../../db/database";
import { auditHost, auditKeys, auditLogs, auditSessions, auditWitnesses } from "../../db/schema";
import type { LogChecks } from "./checks";
import { countFindings, findingsOf } from "./findings";

const SHOWN = 1_000;
/** One call of a full look lasts about so long: no proxy on the way gives up, and whoever waits sees it go on. */
const TURN_MS = 5_000;

interface Asked {
  readonly full: boolean;
  /** The short id of the last session that was read. */
  readonly after: number;
}

/** What whoever runs the server wants to know of its logs. With `full` a part of everything is read anew, from the first record. */
export async function examine(
  { database, checks }: { readonly database: Database; readonly checks: LogChecks },
  { full, after }: Asked,
): Promise<DoctorReport> {
  const { read } = database;
  const next = full ? await readOn(read, checks, after) : null;
  const findings = await findingsOf(read, { most: SHOWN });
  const [host] = await read.select().from(auditHost);
  const keys = await read.select().from(auditKeys).orderBy(asc(auditKeys.madeAt));
  return {
    version,
    host: host?.host ?? "",
    keys: keys.map(({ madeAt, retiredAt, ...key }) => ({
      ...key,
      madeAt: madeAt.toISOString(),
      retiredAt: retiredAt?.toISOString() ?? null,
    })),
    checks: checks.progress(),
    workspaces: await countOf(read, auditLogs),
    sessions: await countOf(read, auditSessions),
    findings: [...findings, ...(await checks.unstored())].slice(0, SHOWN),
    more: Math.max(0, (await countFindings(read)) - SHOWN),
    witnesses: await troubled(read),
    next,
  };
}

async function readOn(read: ReadDb, checks: LogChecks, after: number): Promise<number | null> {
  const until = Date.now() + TURN_MS;
  if (after === 0) await checks.lookAtLogs();
  for (let last = after; ; ) {
    const [session] = await read
      .select({ id: auditSessions.id })
      .from(auditSessions)
      .where(gt(auditSessions.id, last))
      .orderBy(asc(auditSessions.id))
      .limit(1);
    if (!session) return null;
    await checks.lookAgain(session.id);
    last = session.id;
    if (Date.now() > until) return last;
  }
}

function troubled(read: ReadDb) {
  const { workspaceId, vkey, url, seenSize, trouble } = auditWitnesses;
  return read
    .select({ workspaceId, vkey, url, seenSize, trouble, size: sql<number>`coalesce(${auditLogs.size}, 0)` })
    .from(auditWitnesses)
    .leftJoin(auditLogs, eq(auditLogs.workspaceId, workspaceId))
    .where(or(isNotNull(trouble), sql`${seenSize} < coalesce(${auditLogs.size}, 0)`))
    .limit(SHOWN);
}

async function countOf(read: ReadDb, table: typeof auditLogs | typeof auditSessions): Promise<number> {
  const [row] = await read.select({ n: count() }).from(table);
  return row?.n ?? 0;
}

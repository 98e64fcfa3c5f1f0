import "server-only";
import { and, asc, count, desc, eq, gte, max, sql } from "drizzle-orm";
import type { ReadDb, Tx } from "../../db/database";
import { auditCosignatures, auditLogs, auditWitnesses } from "../../db/schema";

export type Witness = typeof auditWitnesses.$inferSelect;

/** In the order in which they were named; the first has been there the longest. */
export function witnessesOf(read: ReadDb | Tx, workspaceId: string): Promise<Witness[]> {
  return read
    .select()
    .from(auditWitnesses)
    .where(eq(auditWitnesses.workspaceId, workspaceId))
    .orderBy(asc(auditWitnesses.addedAt), asc(auditWitnesses.vkey))
    .execute();
}

/** Only of those who are witnesses now: what somebody signed who was sent away since does not count any more. */
const byCurrent = and(
  eq(auditWitnesses.workspaceId, auditCosignatures.workspaceId),
  eq(auditWitnesses.vkey, auditCosignatures.vkey),
);

/** The signature lines over the head of this size, each with its LF. */
export async function cosignaturesAt(
  read: ReadDb | Tx,
  workspaceId: string,
  size: number,
): Promise<string[]> {
  const rows = await read
    .select({ line: auditCosignatures.line })
    .from(auditCosignatures)
    .innerJoin(auditWitnesses, byCurrent)
    .where(and(eq(auditCosignatures.workspaceId, workspaceId), eq(auditCosignatures.size, size)))
    .orderBy(asc(auditCosignatures.at), asc(auditCosignatures.vkey));
  return rows.map(({ line }) => line);
}

/** The largest size that so many of the witnesses have signed, and how many they were; undefined while there is none. */
export async function witnessedSize(
  read: ReadDb | Tx,
  workspaceId: string,
  least: number,
): Promise<{ readonly size: number; readonly by: number } | undefined> {
  const { size } = auditCosignatures;
  const [row] = await read
    .select({ size, by: count() })
    .from(auditCosignatures)
    .innerJoin(auditWitnesses, byCurrent)
    .where(eq(auditCosignatures.workspaceId, workspaceId))
    .groupBy(size)
    .having(gte(count(), Math.max(1, least)))
    .orderBy(desc(size))
    .limit(1);
  return row;
}

/** When each of the witnesses signed last, by its vkey. */
export async function lastCosignatures(
  read: ReadDb | Tx,
  workspaceId: string,
): Promise<ReadonlyMap<string, Date>> {
  const { vkey, at } = auditCosignatures;
  const rows = await read
    .select({ vkey, at: max(at) })
    .from(auditCosignatures)
    .innerJoin(auditWitnesses, byCurrent)
    .where(eq(auditCosignatures.workspaceId, workspaceId))
    .groupBy(vkey);
  return new Map(rows.flatMap((row) => (row.at === null ? [] : [[row.vkey, row.at]])));
}

export async function keepCosignature(
  tx: Tx,
  witness: Pick<Witness, "workspaceId" | "vkey">,
  signed: { readonly size: number; readonly line: string; readonly at: Date },
): Promise<void> {
  const { workspaceId, vkey } = witness;
  // The first one stands: a later one over the same head says nothing new, and rows of it are never changed.
  await tx
    .insert(auditCosignatures)
    .values({ workspaceId, vkey, ...signed })
    .onConflictDoNothing();
  await tx
    .update(auditWitnesses)
    .set({ seenSize: sql`max(${auditWitnesses.seenSize}, ${signed.size})`, trouble: null, troubleAt: null })
    .where(and(eq(auditWitnesses.workspaceId, workspaceId), eq(auditWitnesses.vkey, vkey)));
}

export async function keepTrouble(
  tx: Tx,
  { workspaceId, vkey }: Pick<Witness, "workspaceId" | "vkey">,
  trouble: { readonly why: string; readonly at: Date },
): Promise<void> {
  await tx
    .update(auditWitnesses)
    .set({ trouble: trouble.why, troubleAt: trouble.at })
    .where(and(eq(auditWitnesses.workspaceId, workspaceId), eq(auditWitnesses.vkey, vkey)));
}

/** The logs of which a witness has not seen the end. */
export async function workspacesBehind(read: ReadDb): Promise<string[]> {
  const rows = await read
    .selectDistinct({ id: auditLogs.workspaceId })
    .from(auditLogs)
    .innerJoin(auditWitnesses, eq(auditWitnesses.workspaceId, auditLogs.workspaceId))
    .where(sql`${auditWitnesses.seenSize} < ${auditLogs.size}`);
  return rows.map(({ id }) => id);
}

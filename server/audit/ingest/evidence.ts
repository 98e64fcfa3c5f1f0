import "server-only";
import { and, asc, count, eq } from "drizzle-orm";
import { equalBytes } from "@/lib/audit/bytes";
import { rootFromTiles } from "@/lib/audit/tree";
import type { Database, ReadDb } from "../../db/database";
import { auditEvidence } from "../../db/schema";
import { sessionTiles } from "../reading/trees";
import { type Claim, HASHER } from "./judge";
import { MAX_EVIDENCE } from "./limits";
import { noteAt, type Stored } from "./position";

/**
 * Whether what a session signed contradicts what it signed before: the same size, and another root than the stored
 * records have there. Of a size beyond them nothing can be said.
 */
export async function contradicts(read: ReadDb, stored: Stored, { checkpoint }: Claim): Promise<boolean> {
  const { size, root } = checkpoint;
  if (size === stored.size) return !equalBytes(root, stored.root);
  if (size === 0 || size > stored.size) return false;
  const ours = await rootFromTiles(HASHER, sessionTiles(read, HASHER, stored.id), size);
  return ours.ok && !equalBytes(ours.value, root);
}

/**
 * Keeps both notes: each is signed by the session's own key, and together they prove to anybody that it showed two
 * logs. The same contradiction is kept once, and of one session only so many that nobody fills a disk with them.
 */
export async function keepEvidence(
  database: Database,
  stored: Stored,
  note: string,
  at: Date,
): Promise<void> {
  const storedNote = (await noteAt(database, stored)) ?? "";
  await database.write(async (tx) => {
    const own = eq(auditEvidence.sessionId, stored.id);
    const [all] = await tx.select({ rows: count() }).from(auditEvidence).where(own);
    const [same] = await tx
      .select({ id: auditEvidence.id })
      .from(auditEvidence)
      .where(and(own, eq(auditEvidence.offeredNote, note)));
    if (same || (all?.rows ?? 0) >= MAX_EVIDENCE) return;
    await tx
      .insert(auditEvidence)
      .values({ sessionId: stored.id, at, code: "FORK", storedNote, offeredNote: note });
  });
}

export function evidenceOf(read: ReadDb, sessionId: number) {
  const { at, code, storedNote, offeredNote } = auditEvidence;
  return read
    .select({ at, code, storedNote, offeredNote })
    .from(auditEvidence)
    .where(eq(auditEvidence.sessionId, sessionId))
    .orderBy(asc(auditEvidence.id));
}

import "server-only";
import { and, count, eq } from "drizzle-orm";
import { equalBytes } from "@/lib/audit/bytes";
import { parseVkey, SIGNATURE_TYPE } from "@/lib/audit/note";
import { AegisError } from "@/lib/errors";
import type { ReadDb, Tx } from "../../db/database";
import { auditLogs, auditWitnesses } from "../../db/schema";
import { EMPTY_LOG } from "../check/log";
import { witnessedSize, witnessesOf } from "./store";
import { readWitnessUrl } from "./url";

/** Each is asked for every head: more than a handful is load, and no more trust. */
const MAX_WITNESSES = 16;

export interface LogSettings {
  readonly isPublic?: boolean | undefined;
  readonly quorum?: number | undefined;
}

/** Who may read the log of a workspace without a session, who signs it beside us, and how far they have come. */
export async function logState(read: ReadDb | Tx, workspaceId: string) {
  const [log] = await read.select().from(auditLogs).where(eq(auditLogs.workspaceId, workspaceId));
  const witnesses = await witnessesOf(read, workspaceId);
  const quorum = log?.quorum ?? 0;
  return {
    size: log?.size ?? 0,
    isPublic: log?.isPublic ?? false,
    quorum,
    witnessed: (await witnessedSize(read, workspaceId, quorum)) ?? null,
    witnesses: witnesses.map(({ vkey, url, addedAt, seenSize, trouble }) => ({
      vkey,
      url,
      addedAt: addedAt.toISOString(),
      seenSize,
      trouble,
    })),
  };
}

export async function changeLog(
  tx: Tx,
  workspaceId: string,
  { isPublic, quorum }: LogSettings,
): Promise<void> {
  if (quorum !== undefined && quorum > (await countOf(tx, workspaceId))) {
    throw new AegisError("BAD_REQUEST", {
      message: "The quorum cannot be larger than the number of witnesses.",
    });
  }
  const set = {
    ...(isPublic === undefined ? {} : { isPublic }),
    ...(quorum === undefined ? {} : { quorum }),
  };
  if (Object.keys(set).length === 0) return;
  await tx
    .insert(auditLogs)
    .values({ workspaceId, ...EMPTY_LOG, ...set })
    .onConflictDoUpdate({ target: auditLogs.workspaceId, set });
}

export async function addWitness(
  tx: Tx,
  workspaceId: string,
  witness: { readonly vkey: string; readonly url: string },
  { exposed, now }: { readonly exposed: boolean; readonly now: Date },
): Promise<void> {
  const key = parseVkey(witness.vkey);
  if (!key.ok) throw new AegisError("BAD_REQUEST", { message: `vkey: ${key.why}` });
  if (key.value.type !== SIGNATURE_TYPE.cosignature) {
    throw new AegisError("BAD_REQUEST", {
      message: "vkey: it is not the key of a witness, which has the type 0x04.",
    });
  }
  const place = readWitnessUrl(witness.url, { exposed });
  if (!place.ok) throw new AegisError("BAD_REQUEST", { message: `url: ${place.why}` });
  const known = await witnessesOf(tx, workspaceId);
  if (known.length >= MAX_WITNESSES) {
    throw new AegisError("LIMIT_REACHED", { message: `A workspace has at most ${MAX_WITNESSES} witnesses.` });
  }
  // The same key under another name is the same witness, and would count twice.
  const isKnown = known.some(({ vkey }) => {
    const other = parseVkey(vkey);
    return other.ok && equalBytes(other.value.publicKey, key.value.publicKey);
  });
  if (isKnown) {
    throw new AegisError("CONFLICT", { message: "This witness is there already." });
  }
  await tx.insert(auditWitnesses).values({ workspaceId, vkey: witness.vkey, url: place.url, addedAt: now });
}

/** What it signed stays; it does not count any more. The quorum goes down with the witnesses, never below what there is. */
export async function removeWitness(tx: Tx, workspaceId: string, vkey: string): Promise<void> {
  const own = and(eq(auditWitnesses.workspaceId, workspaceId), eq(auditWitnesses.vkey, vkey));
  const removed = await tx.delete(auditWitnesses).where(own).returning({ vkey: auditWitnesses.vkey });
  if (removed.length === 0) throw new AegisError("NOT_FOUND");
  const left = await countOf(tx, workspaceId);
  const [log] = await tx.select().from(auditLogs).where(eq(auditLogs.workspaceId, workspaceId));
  if (log && log.quorum > left) await changeLog(tx, workspaceId, { quorum: left });
}

async function countOf(tx: Tx, workspaceId: string): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(auditWitnesses)
    .where(eq(auditWitnesses.workspaceId, workspaceId));
  return row?.n ?? 0;
}

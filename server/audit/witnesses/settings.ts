import "server-only";
import { and, count, eq } from "drizzle-orm";
import { equalBytes } from "@/lib/audit/bytes";
import { parseVkey, SIGNATURE_TYPE } from "@/lib/audit/note";
import { SETTING_FAULTS, type SettingFault } from "@/lib/audit/sync/log-settings";
import { AegisError, type ErrorCode } from "@/lib/errors";
import type { ReadDb, Tx } from "../../db/database";
import { auditLogs, auditWitnesses } from "../../db/schema";
import type { WitnessReach } from "../../env-checks";
import { EMPTY_LOG } from "../check/log";
import { lastCosignatures, witnessedSize, witnessesOf } from "./store";
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
  const signed = await lastCosignatures(read, workspaceId);
  const quorum = log?.quorum ?? 0;
  return {
    size: log?.size ?? 0,
    isPublic: log?.isPublic ?? false,
    quorum,
    witnessed: (await witnessedSize(read, workspaceId, quorum)) ?? null,
    witnesses: witnesses.map(({ vkey, url, addedAt, seenSize, trouble, troubleAt }) => ({
      vkey,
      url,
      addedAt: addedAt.toISOString(),
      seenSize,
      signedAt: signed.get(vkey)?.toISOString() ?? null,
      trouble,
      troubleAt: troubleAt?.toISOString() ?? null,
    })),
  };
}

export async function changeLog(
  tx: Tx,
  workspaceId: string,
  { isPublic, quorum }: LogSettings,
): Promise<void> {
  if (quorum !== undefined && quorum > (await countOf(tx, workspaceId))) {
    throw refusal("BAD_REQUEST", "quorum");
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

export interface NewWitness {
  readonly vkey: string;
  readonly url: string;
}
interface Adding {
  readonly reach: WitnessReach;
  /** The vkeys of this server itself. */
  readonly own: readonly string[];
  readonly now: Date;
}

export async function addWitness(
  tx: Tx,
  workspaceId: string,
  { vkey, url }: NewWitness,
  { reach, own, now }: Adding,
): Promise<void> {
  const key = parseVkey(vkey);
  if (!key.ok) throw refusal("BAD_REQUEST", "vkey-none");
  const { type, publicKey } = key.value;
  if (type !== SIGNATURE_TYPE.cosignature) throw refusal("BAD_REQUEST", "vkey-type");
  // Our own word once more would pass for that of somebody independent.
  if (hasKey(own, publicKey)) throw refusal("BAD_REQUEST", "vkey-own");
  const place = readWitnessUrl(url, reach);
  if (!place.ok) throw refusal("BAD_REQUEST", place.fault);
  const known = await witnessesOf(tx, workspaceId);
  if (known.length >= MAX_WITNESSES) throw refusal("LIMIT_REACHED", "too-many");
  // The same key under another name is the same witness, and would count twice.
  const others = known.map((witness) => witness.vkey);
  if (hasKey(others, publicKey)) throw refusal("CONFLICT", "known");
  await tx.insert(auditWitnesses).values({ workspaceId, vkey, url: place.url, addedAt: now });
}

function hasKey(vkeys: readonly string[], publicKey: Uint8Array): boolean {
  return vkeys.some((vkey) => {
    const other = parseVkey(vkey);
    return other.ok && equalBytes(other.value.publicKey, publicKey);
  });
}

function refusal(code: ErrorCode, fault: SettingFault): AegisError {
  return new AegisError(code, { message: SETTING_FAULTS[fault], details: { fault } });
}

/** What it signed stays; it does not count any more. The quorum goes down with the witnesses, never below what there is. */
export async function removeWitness(tx: Tx, workspaceId: string, vkey: string): Promise<void> {
  const own = and(eq(auditWitnesses.workspaceId, workspaceId), eq(auditWitnesses.vkey, vkey));
  const removed = await tx.delete(auditWitnesses).where(own).returning({ vkey: auditWitnesses.vkey });
  if (removed.length === 0) throw refusal("NOT_FOUND", "gone");
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

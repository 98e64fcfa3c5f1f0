import "server-only";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { fromUtf8, toBase64 } from "@/lib/audit/bytes";
import type { proofOutput } from "@/lib/audit/sync/wire";
import {
  type FromTiles,
  proveConsistencyFromTiles,
  proveInclusionFromTiles,
  rootFromTiles,
  type TileReader,
  verifyConsistency,
  verifyInclusion,
} from "@/lib/audit/tree";
import { AegisError } from "@/lib/errors";
import { nodeHasher } from "@/lib/runtime/node/hash";
import { bytesOf } from "../../db/bytes-of";
import type { ReadDb } from "../../db/database";
import { auditLogs, auditRecords } from "../../db/schema";
import type { LogKeys } from "../keys";
import type { SessionRow } from "./find-session";
import { checkpointOf, cosigned, type StoredCheckpoint } from "./signed";
import { sessionTiles, workspaceTiles } from "./trees";

export type Proof = z.infer<typeof proofOutput>;

const HASHER = nodeHasher();

/** That a record is in the log of its session, as far as that was signed. */
export async function proveRecord(
  read: ReadDb,
  log: LogKeys,
  session: SessionRow,
  { seq, size }: { readonly seq: number; readonly size?: number | undefined },
): Promise<Proof> {
  const checkpoint = await signedAt(read, session, size);
  if (seq >= checkpoint.size) throw outside(`Of this session ${checkpoint.size} records were signed for.`);
  const [row] = await read
    .select({ bytes: bytesOf(auditRecords.line) })
    .from(auditRecords)
    .where(and(eq(auditRecords.sessionId, session.id), eq(auditRecords.seq, seq)));
  const tiles = sessionTiles(read, HASHER, session.id);
  const hashes = made(await proveInclusionFromTiles(HASHER, tiles, seq, checkpoint.size));
  const leaf = row ? HASHER.leaf(row.bytes) : new Uint8Array(0);
  if (!verifyInclusion(HASHER, leaf, seq, checkpoint.size, hashes, checkpoint.root).ok) throw contradicted();
  return answer(seq, checkpoint.size, hashes, await noteOf(log, session, checkpoint));
}

/** That the log of a session at one signed size extends what it was at a smaller size. */
export async function proveSession(
  read: ReadDb,
  log: LogKeys,
  session: SessionRow,
  { from, to }: { readonly from: number; readonly to?: number | undefined },
): Promise<Proof> {
  const checkpoint = await signedAt(read, session, to);
  const tiles = sessionTiles(read, HASHER, session.id);
  const hashes = await proveExtension(tiles, from, checkpoint);
  return answer(from, checkpoint.size, hashes, await noteOf(log, session, checkpoint));
}

/** That the log of the workspace, as it is now, extends what it was at a smaller size. */
export async function proveWorkspace(
  read: ReadDb,
  log: LogKeys,
  workspaceId: string,
  from: number,
): Promise<Proof> {
  const [head] = await read.select().from(auditLogs).where(eq(auditLogs.workspaceId, workspaceId));
  if (!head || head.size === 0) throw outside("The log of this workspace has no leaf yet.");
  if (head.fault !== null) throw contradicted();
  const hashes = await proveExtension(workspaceTiles(read, HASHER, workspaceId), from, head);
  return answer(from, head.size, hashes, await log.signHead(workspaceId, head));
}

async function proveExtension(
  tiles: TileReader,
  from: number,
  to: { readonly size: number; readonly root: Uint8Array },
): Promise<Uint8Array[]> {
  if (from === 0) throw outside("Every log extends the empty one: a proof from size 0 would prove nothing.");
  if (from > to.size) throw outside(`The log was signed up to size ${to.size}.`);
  const hashes = made(await proveConsistencyFromTiles(HASHER, tiles, from, to.size));
  const before = made(await rootFromTiles(HASHER, tiles, from));
  if (!verifyConsistency(HASHER, from, to.size, hashes, before, to.root).ok) throw contradicted();
  return hashes;
}

async function signedAt(
  read: ReadDb,
  { id }: SessionRow,
  size: number | undefined,
): Promise<StoredCheckpoint> {
  const checkpoint = await checkpointOf(read, id, size);
  if (!checkpoint) throw outside("Of this session no checkpoint of that size was accepted.");
  return checkpoint;
}

async function noteOf(log: LogKeys, session: SessionRow, checkpoint: StoredCheckpoint): Promise<string> {
  const note = await cosigned(log, session, checkpoint);
  const text = note && fromUtf8(note);
  if (text === undefined) throw contradicted();
  return text;
}

function answer(index: number, size: number, hashes: readonly Uint8Array[], note: string): Proof {
  return { index, size, hashes: hashes.map(toBase64), note };
}

function made<T>(result: FromTiles<T>): T {
  if (!result.ok) throw contradicted(result.why);
  return result.value;
}

function outside(message: string): AegisError {
  return new AegisError("BAD_REQUEST", { message });
}

/** A proof that leads elsewhere than to what was signed is never handed out: what is stored was changed. */
function contradicted(why = "The stored hashes do not lead to the root that was signed."): AegisError {
  return new AegisError("LOG_REFUSED", { message: why });
}

import "server-only";
import { eq } from "drizzle-orm";
import { fromUtf8, utf8 } from "@/lib/audit/bytes";
import { parseNote, writeTlogProof } from "@/lib/audit/note";
import type { Receipt } from "@/lib/audit/sync/wire";
import { proveInclusionFromTiles, verifyInclusion } from "@/lib/audit/tree";
import { AegisError } from "@/lib/errors";
import type { ReadDb } from "../../db/database";
import { auditLogs } from "../../db/schema";
import type { LogKeys } from "../keys";
import type { SessionRow } from "../reading/find-session";
import { checkpointOf, cosigned, type StoredCheckpoint } from "../reading/signed";
import { workspaceTiles } from "../reading/trees";
import { HASHER } from "./judge";
import type { Written } from "./writer";

/** The receipt of a batch that was just committed: its leaf is the last of the log that is signed for it. */
export async function newReceipt(
  log: LogKeys,
  workspaceId: string,
  text: string,
  { size, acceptedAt, anchor }: Written,
): Promise<Receipt> {
  const { leaf, path, root } = anchor;
  const [cosignature, checkpoint] = await Promise.all([
    log.cosign(text, acceptedAt),
    log.signHead(workspaceId, { size: leaf + 1, root }),
  ]);
  return {
    size,
    cosignature,
    time: acceptedAt,
    proof: writeTlogProof({ index: leaf, hashes: path, checkpoint }),
  };
}

export interface StoredReceipt {
  readonly size: number;
  readonly note: string;
  readonly receipt: Receipt;
}

/**
 * The receipt of a batch that was accepted before, made once more from its row: the cosignature to the byte the one that
 * was given then, the proof in the log as it is now. What is stored is held against what the session and this server had
 * signed before anything is signed again.
 */
export async function storedReceipt(
  read: ReadDb,
  log: LogKeys,
  workspaceId: string,
  session: Pick<SessionRow, "id" | "sid" | "vkey">,
): Promise<StoredReceipt> {
  const checkpoint = await checkpointOf(read, session.id);
  const signed = checkpoint && (await cosigned(log, session, checkpoint));
  const parsed = checkpoint && parseNote(checkpoint.note);
  const note = checkpoint && fromUtf8(checkpoint.note);
  if (!signed || !parsed?.ok || note === undefined) {
    throw refused("The last checkpoint of the session is not one that it signed.");
  }
  const cosignature = fromUtf8(signed.slice(checkpoint.note.length)) ?? "";
  const proof = await proofOf(read, log, workspaceId, checkpoint, parsed.value.text);
  const { size, acceptedAt: time } = checkpoint;
  return { size, note, receipt: { size, cosignature, time, proof } };
}

async function proofOf(
  read: ReadDb,
  log: LogKeys,
  workspaceId: string,
  { leaf }: StoredCheckpoint,
  text: string,
): Promise<string> {
  const { size, root } = auditLogs;
  const [head] = await read
    .select({ size, root })
    .from(auditLogs)
    .where(eq(auditLogs.workspaceId, workspaceId));
  if (!head || leaf >= head.size) throw refused("The log of the workspace has no leaf of this session.");
  const tiles = workspaceTiles(read, HASHER, workspaceId);
  const path = await proveInclusionFromTiles(HASHER, tiles, leaf, head.size);
  if (!path.ok) throw refused(path.why);
  const included = verifyInclusion(HASHER, HASHER.leaf(utf8(text)), leaf, head.size, path.value, head.root);
  if (!included.ok) throw refused(included.why);
  return writeTlogProof({
    index: leaf,
    hashes: path.value,
    checkpoint: await log.signHead(workspaceId, head),
  });
}

function refused(why: string): AegisError {
  return new AegisError("LOG_REFUSED", { message: why });
}

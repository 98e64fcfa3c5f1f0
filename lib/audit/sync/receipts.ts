/**
 * What the server says it countersigned, checked before a byte of it is believed or kept: the cosignature is by a pinned
 * key, over the very checkpoint that was sent; the proof leads from that checkpoint to a checkpoint of the workspace's
 * own log, signed by a pinned key. Without that a server could say "stored" and have nothing to answer for later.
 */
import { utf8 } from "../bytes";
import type { Hasher } from "../hash";
import { openCheckpoint, readTlogProof, type Verifier } from "../note";
import { verifyInclusion } from "../tree";
import type { Trust } from "./pins";
import type { Receipt } from "./wire";
import { readWorkspaceNote, type WorkspaceHead } from "./workspace-head";

export interface BelievedReceipt {
  readonly size: number;
  /** Seconds, as the server says. */
  readonly time: number;
  /** The session's note with the cosignature behind it. */
  readonly note: string;
  readonly proof: string;
  readonly head: WorkspaceHead;
}
export type CheckedReceipt =
  | { readonly ok: true; readonly receipt: BelievedReceipt }
  | { readonly ok: false; readonly why: string };

export interface ReceiptQuestion {
  readonly hasher: Hasher;
  readonly trust: Trust;
  /** The key that the session named in its first record. */
  readonly session: Verifier;
  /** What the receipt is to be for, as the session signed it. */
  readonly note: string;
  readonly receipt: Receipt;
}

export async function checkReceipt(question: ReceiptQuestion): Promise<CheckedReceipt> {
  const { hasher, trust, session, receipt } = question;
  const note = `${question.note}${receipt.cosignature}`;
  const opened = await openCheckpoint(utf8(note), [session], trust.cosigners);
  if (!opened.ok) return no(opened.why);
  const { checkpoint, cosigned } = opened.value;
  const [seen] = cosigned;
  if (seen === undefined) return no("The receipt has no cosignature by a key of this server.");
  if (cosigned.length > 1 || seen.time !== receipt.time)
    return no("The receipt names another time than was signed.");
  if (checkpoint.size !== receipt.size) return no("The receipt is for another size than was signed.");
  const proof = readTlogProof(utf8(receipt.proof));
  if (!proof.ok) return no(proof.why);
  const head = await readWorkspaceNote(proof.value.checkpoint, trust);
  if (!head.ok) return no(head.why);
  const { index, hashes } = proof.value;
  const { size, root } = head.value;
  const leaf = hasher.leaf(utf8(opened.value.note.text));
  const included = verifyInclusion(hasher, leaf, index, size, hashes, root);
  if (!included.ok) return no(`The receipt is not in the log of the workspace. ${included.why}`);
  const believed = { size: receipt.size, time: receipt.time, note, proof: receipt.proof, head: head.value };
  return { ok: true, receipt: believed };
}

function no(why: string): CheckedReceipt {
  return { ok: false, why };
}

/**
 * The proof that a checkpoint of the session stands in the log of its workspace. It counts only when that log's own
 * key is known and signed, and when both logs are of one host: else anybody could run a log that holds the forged one.
 */
import { utf8 } from "../bytes";
import type { Hasher } from "../hash";
import { type NoteSignature, verifyNote } from "../note";
import { verifyConsistency, verifyInclusion } from "../tree";
import { type Claim, type ProofClaim, toFault } from "./evidence";
import type { Keyring } from "./keyring";
import type { RememberedWorkspace } from "./options";
import { sessionOrigin, workspaceHost } from "./origin";
import type { Fault } from "./report";

export interface Anchor {
  /** That which the proof is about. */
  readonly claim: Claim;
  readonly index: number;
  readonly origin: string;
  readonly treeSize: number;
  readonly verified: readonly NoteSignature[];
}

export type AnchorResult =
  | { readonly ok: true; readonly anchor: Anchor }
  | { readonly ok: false; readonly fault: Fault };

export interface AnchorQuestion {
  readonly hasher: Hasher;
  readonly keyring: Keyring;
  readonly claim: ProofClaim;
  readonly checkpoints: readonly Claim[];
  readonly remembered: RememberedWorkspace | undefined;
}

export async function findAnchor(question: AnchorQuestion): Promise<AnchorResult> {
  const { keyring, claim, remembered, hasher } = question;
  const { note, checkpoint } = claim.workspace;
  const opened = await verifyNote(note, keyring.verifiers);
  if (!opened.ok) return { ok: false, fault: toFault(opened, { in: "proof" }) };
  const { verified } = opened.value;
  const host = workspaceHost(checkpoint.origin);
  if (host === undefined || keyring.logSignature(verified, checkpoint.origin) !== "known")
    return refuse(
      "UNKNOWN_KEY",
      "The workspace's checkpoint is not signed by a known key of that workspace.",
    );
  const forked = remembered && rememberedFault(hasher, claim, remembered);
  if (forked) return { ok: false, fault: forked };
  const { index, hashes } = claim.proof;
  const proven = question.checkpoints.find(
    ({ note: { text }, checkpoint: { origin } }) =>
      sessionOrigin(origin)?.host === host &&
      verifyInclusion(hasher, hasher.leaf(utf8(text)), index, checkpoint.size, hashes, checkpoint.root).ok,
  );
  if (!proven)
    return refuse(
      "ROOT_MISMATCH",
      "The proof is not one of a checkpoint that was given: it leads to another root.",
    );
  const { origin, size: treeSize } = checkpoint;
  return { ok: true, anchor: { claim: proven, index, origin, treeSize, verified } };
}

/** A server that was set back to an old copy, or shows another log than on the last visit. */
function rememberedFault(
  hasher: Hasher,
  { workspace: { checkpoint: now } }: ProofClaim,
  { checkpoint: then, consistency }: RememberedWorkspace,
): Fault | undefined {
  const place = { in: "remembered", of: "workspace" } as const;
  if (now.origin !== then.origin)
    return { code: "FORK", why: "The workspace's log is another one than the one seen before.", place };
  if (now.size < then.size) {
    const why = `The workspace's log has ${now.size} leaves; when it was last seen it had ${then.size}.`;
    return { code: "ROLLBACK", why, place };
  }
  // Nothing contradicts an empty log, and no proof begins at one.
  if (then.size === 0) return undefined;
  const extended = verifyConsistency(hasher, then.size, now.size, consistency, then.root, now.root);
  if (extended.ok) return undefined;
  const why = `Nothing shows that the workspace's log extends the one seen before. ${extended.why}`;
  return { code: "FORK", why, place };
}

function refuse(code: Fault["code"], why: string): AnchorResult {
  return { ok: false, fault: { code, why, place: { in: "proof" } } };
}

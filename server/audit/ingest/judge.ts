import "server-only";
import { equalBytes, fromBase64, utf8 } from "@/lib/audit/bytes";
import { HASH_BYTES } from "@/lib/audit/hash";
import {
  type Checkpoint,
  openCheckpoint,
  parseNote,
  parseVkey,
  readCheckpoint,
  type Verifier,
} from "@/lib/audit/note";
import { MAX_BATCH_BYTES } from "@/lib/audit/sync/wire";
import { verifyConsistency } from "@/lib/audit/tree";
import { AegisError } from "@/lib/errors";
import { nodeHasher } from "@/lib/runtime/node/hash";
import { Recent } from "../../memory/recent";
import { noteVerifier } from "../keys/node-ed25519";
import { type ReadBatch, readBatch } from "./batch-reader";
import { type Opening, readOpening } from "./opening";
import type { Position } from "./position";
import { badProof, badRecord, badSignature, badSize, malformedNote, unknownOrigin } from "./refusals";
import type { SentBatch } from "./sent-batch";

export const HASHER = nodeHasher();

/** The first use of a key costs a millisecond: the verifiers of sessions that are being sent are kept. */
const VERIFIERS = new Recent<string, Verifier | undefined>(1_000, (vkey) => {
  const key = parseVkey(vkey);
  return key.ok ? noteVerifier(key.value) : undefined;
});

/** A checkpoint of a session, by the session's own key. */
export interface Claim {
  readonly note: string;
  /** The three lines that were signed: the leaf in the log of the workspace. */
  readonly text: string;
  readonly checkpoint: Checkpoint;
}

/** A batch of which nothing is left to ask but whether the session still stands where it stood. */
export interface Judged {
  readonly from: Position;
  readonly claim: Claim;
  readonly batch: ReadBatch;
  /** Of a session that is not stored yet. */
  readonly opening: Opening | undefined;
}

/** Refuses what is no text of this session before anything is looked up. */
export function readClaim({ note, records }: SentBatch, origin: string): Omit<Claim, "note"> {
  if (records.size > MAX_BATCH_BYTES) {
    throw new AegisError("TOO_LARGE", {
      message: `A batch has at most ${MAX_BATCH_BYTES} bytes of records.`,
    });
  }
  const parsed = parseNote(utf8(note));
  if (!parsed.ok) throw malformedNote(parsed.why);
  const read = readCheckpoint(parsed.value.text);
  if (!read.ok) throw malformedNote(read.why);
  if (read.value.origin !== origin) throw unknownOrigin();
  return { text: parsed.value.text, checkpoint: read.value };
}

/** The key that signs for this session: the one that it named first. */
export function openingOf({ records }: SentBatch, origin: string, workspaceId: string): Opening {
  if (records.count === 0) throw unknownOrigin();
  const read = readOpening(records.at(0), origin, workspaceId);
  if (!read.ok) throw badRecord(read.bad);
  return read.value;
}

export async function checkSignature(note: string, vkey: string): Promise<void> {
  const verifier = VERIFIERS.get(vkey);
  const opened = verifier && (await openCheckpoint(utf8(note), [verifier]));
  if (opened?.ok !== true) throw badSignature(opened?.why ?? "The key of the session cannot verify.");
}

/** Everything that follows the signature, for a batch that begins where the session ends. */
export function judge(input: SentBatch, claim: Claim, from: Position, opening?: Opening): Judged {
  const { size, root } = claim.checkpoint;
  if (input.old + input.records.count !== size) {
    throw badSize(
      `The checkpoint is over ${size} records; ${input.old} and ${input.records.count} more are here.`,
    );
  }
  checkProof(input, from, claim.checkpoint);
  const read = readBatch(HASHER, input.sid, from, input.records);
  if (!read.ok) throw badRecord(read.bad);
  if (!equalBytes(read.value.root, root)) {
    throw badProof("ROOT_MISMATCH", "The checkpoint is not that of the records.");
  }
  return { from, claim, batch: read.value, opening };
}

/** The records prove it already. Who sends a proof all the same is told when it is none. */
function checkProof({ proof }: SentBatch, from: Position, to: Checkpoint): void {
  if (proof.length === 0) return;
  const hashes = proof.map(fromBase64);
  const areHashes = hashes.every((hash): hash is Uint8Array => hash?.length === HASH_BYTES);
  if (!areHashes || !verifyConsistency(HASHER, from.size, to.size, hashes, from.root, to.root).ok) {
    throw badProof("ROOT_MISMATCH", "The proof does not lead from the stored checkpoint to this one.");
  }
}

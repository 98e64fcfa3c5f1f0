/**
 * Whether one record stands in a log that was signed: its leaf, the path up, and a checkpoint that a known key signed.
 * Everything comes from the server and nothing of it is believed before it adds up.
 */
import { fromBase64, toHex, utf8 } from "@/lib/audit/bytes";
import type { Hasher } from "@/lib/audit/hash";
import { openNote, parseVkey, readCheckpoint, verifierOf } from "@/lib/audit/note";
import { verifyInclusion } from "@/lib/audit/tree";

export interface ProofToCheck {
  /** The record, as it is stored. */
  readonly line: string;
  readonly seq: number;
  readonly size: number;
  /** Base64, from the leaf's sibling up. */
  readonly hashes: readonly string[];
  /** The signed checkpoint of the session, with every signature that there is. */
  readonly note: string;
  /** Of the session and of cosigners. */
  readonly keys: readonly string[];
}

export type ProofCheck =
  | {
      readonly ok: true;
      readonly leaf: string;
      readonly path: readonly string[];
      readonly root: string;
      readonly size: number;
      readonly signedBy: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

export async function proveRecord(hasher: Hasher, given: ProofToCheck): Promise<ProofCheck> {
  const verifiers = given.keys.flatMap((key) => {
    const read = parseVkey(key);
    return read.ok ? [verifierOf(read.value)] : [];
  });
  const opened = await openNote(utf8(given.note), verifiers);
  if (!opened.ok) return opened;
  const checkpoint = readCheckpoint(opened.value.text);
  if (!checkpoint.ok) return checkpoint;
  const { size, root } = checkpoint.value;
  if (size !== given.size)
    return { ok: false, why: `The checkpoint is of ${size} records, and the proof of ${given.size}.` };
  const hashes = given.hashes.map(fromBase64);
  if (!hashes.every((hash) => hash !== undefined))
    return { ok: false, why: "A hash of the proof is no base64." };
  const leaf = hasher.leaf(utf8(given.line));
  const proven = verifyInclusion(hasher, leaf, given.seq, size, hashes, root);
  if (!proven.ok) return { ok: false, why: proven.why };
  return {
    ok: true,
    leaf: toHex(leaf),
    path: hashes.map(toHex),
    root: toHex(root),
    size,
    signedBy: [...new Set(opened.value.verified.map(({ name }) => name))],
  };
}

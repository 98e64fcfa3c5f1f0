/**
 * Proofs that a record is in a log, as one text (C2SP tlog-proof@v1): the index, the hashes, the checkpoint verbatim.
 * Reading verifies nothing but the form: open the checkpoint, then verify the hashes against its root and its size.
 */
import { AuditFault, fromBase64, fromUtf8, toBase64, utf8 } from "../bytes";
import { HASH_BYTES } from "../hash";
import { readCheckpoint } from "./checkpoint";
import { readDecimal } from "./decimal";
import { MAX_NOTE_BYTES, parseNote } from "./signed-note";
import { type Read, type Refusal, refuse, type TlogProof } from "./types";

export const TLOG_PROOF_HEADER = "c2sp.org/tlog-proof@v1";
export const TLOG_PROOF_EXTENSION = ".tlog-proof";
/** A tree of 2^53 leaves has no longer path. */
const MAX_HASHES = 53;
const MAX_EXTRA_BYTES = 65_536;
const MAX_PROOF_BYTES = MAX_NOTE_BYTES + 100_000;

/** Throws for what is no proof: whatever is written here is read as the same. */
export function writeTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const isProof = readDecimal(String(index)) === index && hashes.length <= MAX_HASHES;
  if (!isProof || hashes.some((hash) => hash.length !== HASH_BYTES) || !isNoteText(checkpoint)) {
    throw new AuditFault(
      "BAD_NOTE",
      "A proof is an index, hashes of 32 bytes, and the signed note of a checkpoint.",
    );
  }
  if (extra !== undefined && extra.length > MAX_EXTRA_BYTES) {
    throw new AuditFault("BAD_NOTE", `A proof has at most ${MAX_EXTRA_BYTES} bytes of extra data.`);
  }
  const head = extra === undefined ? [TLOG_PROOF_HEADER] : [TLOG_PROOF_HEADER, `extra ${toBase64(extra)}`];
  return [...head, `index ${index}`, ...hashes.map(toBase64), "", checkpoint].join("\n");
}

export function readTlogProof(bytes: Uint8Array): Read<TlogProof> {
  if (bytes.length > MAX_PROOF_BYTES)
    return refuse("TOO_LARGE", `A proof has at most ${MAX_PROOF_BYTES} bytes.`);
  const text = fromUtf8(bytes);
  if (text === undefined) return refuse("MALFORMED", "The proof is not UTF-8.");
  // The hashes end at the first blank line; which of the others ends the text of the note is the note's affair.
  const blank = text.indexOf("\n\n");
  if (blank < 0) return refuse("MALFORMED", "The proof has no blank line before its checkpoint.");
  const [header, ...lines] = text.slice(0, blank).split("\n", MAX_HASHES + 4);
  if (header !== TLOG_PROOF_HEADER)
    return refuse("MALFORMED", `The proof does not begin with ${TLOG_PROOF_HEADER}.`);
  const head = readHead(lines);
  if (!head.ok) return head;
  const checkpoint = text.slice(blank + 2);
  const note = readNote(checkpoint);
  return note.ok ? { ok: true, value: { ...head.value, checkpoint } } : note;
}

function readHead(lines: readonly string[]): Read<Omit<TlogProof, "checkpoint">> {
  const hasExtra = lines[0]?.startsWith("extra ") === true;
  const extra = hasExtra ? fromBase64((lines[0] ?? "").slice("extra ".length)) : undefined;
  if (hasExtra && (extra === undefined || extra.length > MAX_EXTRA_BYTES)) {
    return refuse("MALFORMED", "The extra data of the proof is no base64 of an allowed length.");
  }
  const [indexLine = "", ...hashLines] = hasExtra ? lines.slice(1) : lines;
  const index = indexLine.startsWith("index ") ? readDecimal(indexLine.slice("index ".length)) : undefined;
  if (index === undefined) return refuse("MALFORMED", "The proof has no index that is a plain decimal.");
  if (hashLines.length > MAX_HASHES) return refuse("TOO_LARGE", `A proof has at most ${MAX_HASHES} hashes.`);
  const hashes: Uint8Array[] = [];
  for (const line of hashLines) {
    const hash = fromBase64(line);
    if (hash?.length !== HASH_BYTES)
      return refuse("MALFORMED", "A hash of the proof is not 32 bytes in base64.");
    hashes.push(hash);
  }
  return { ok: true, value: extra === undefined ? { index, hashes } : { index, hashes, extra } };
}

function isNoteText(checkpoint: string): boolean {
  return checkpoint.isWellFormed() && readNote(checkpoint).ok;
}

function readNote(checkpoint: string): { readonly ok: true } | Refusal {
  const note = parseNote(utf8(checkpoint));
  if (!note.ok) return note;
  const read = readCheckpoint(note.value.text);
  return read.ok ? { ok: true } : read;
}

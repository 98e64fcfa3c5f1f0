/**
 * Signed notes (C2SP signed-note v1.0.0): a text, a blank line, signature lines.
 *
 * The text ends at the LAST blank line: one that stops at the first would let whoever signs show two texts, one to each
 * kind of verifier. Every signature by a known key must verify: a note in which one of them fails was tampered with,
 * however many others are good. Signatures by unknown keys are passed over, and count for nothing.
 */
import { AuditFault, fromBase64, fromHex, fromUtf8, joinBytes, toBase64, toHex, utf8 } from "../bytes";
import { isKeyName } from "./name";
import {
  type NoteSignature,
  type OpenedNote,
  type ParsedNote,
  type Read,
  type Refusal,
  refuse,
  type Signer,
  type Verifier,
} from "./types";

export const MAX_NOTE_BYTES = 1_000_000;
export const MAX_SIGNATURES = 100;
const KEY_ID_BYTES = 4;
const MARK = "\u2014 ";
/** Everything below U+0020 but LF. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it looks for
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;

/** Takes a note apart and verifies nothing. */
export function parseNote(bytes: Uint8Array): Read<ParsedNote> {
  if (bytes.length > MAX_NOTE_BYTES)
    return refuse("TOO_LARGE", `A note has at most ${MAX_NOTE_BYTES} bytes.`);
  const note = fromUtf8(bytes);
  if (note === undefined) return refuse("MALFORMED", "The note is not UTF-8.");
  if (CONTROL.test(note)) return refuse("MALFORMED", "The note has a control character.");
  const blank = note.lastIndexOf("\n\n");
  if (blank < 0 || !note.endsWith("\n"))
    return refuse("MALFORMED", "The note has no blank line or no last newline.");
  // Split no further than it takes to see that there are too many.
  const lines = note.slice(blank + 2, -1).split("\n", MAX_SIGNATURES + 1);
  if (lines.length > MAX_SIGNATURES)
    return refuse("TOO_LARGE", `A note has at most ${MAX_SIGNATURES} signatures.`);
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = readSignatureLine(line);
    if (signature === undefined)
      return refuse("MALFORMED", "A line behind the last blank one is no signature.");
    signatures.push(signature);
  }
  return { ok: true, value: { text: note.slice(0, blank + 1), signatures } };
}

function readSignatureLine(line: string): NoteSignature | undefined {
  if (!line.startsWith(MARK)) return undefined;
  const [name = "", data = "", ...more] = line.slice(MARK.length).split(" ");
  const bytes = more.length === 0 ? fromBase64(data) : undefined;
  if (!isKeyName(name) || bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined;
  return { name, keyId: toHex(bytes.subarray(0, KEY_ID_BYTES)), payload: bytes.slice(KEY_ID_BYTES) };
}

/** The note as bytes once more: the same as those it was parsed from. */
export function writeNote({ text, signatures }: ParsedNote): string {
  if (!text.endsWith("\n") || CONTROL.test(text) || !text.isWellFormed()) {
    throw new AuditFault(
      "BAD_NOTE",
      "The text of a note ends in a newline and has no other control characters.",
    );
  }
  const isAllowed = signatures.length > 0 && signatures.length <= MAX_SIGNATURES;
  if (!isAllowed) throw new AuditFault("BAD_NOTE", `A note has 1 to ${MAX_SIGNATURES} signatures.`);
  return `${text}\n${signatures.map(signatureLine).join("")}`;
}

function signatureLine({ name, keyId, payload }: NoteSignature): string {
  const id = fromHex(keyId);
  if (!isKeyName(name) || id?.length !== KEY_ID_BYTES || payload.length === 0) {
    throw new AuditFault("BAD_NOTE", "A signature has the name and the id of a key, and a payload.");
  }
  return `${MARK}${name} ${toBase64(joinBytes([id, payload]))}\n`;
}

/** The note with its text, if a known key signed it and no known key's signature is bad. */
export async function openNote(bytes: Uint8Array, verifiers: readonly Verifier[]): Promise<Read<OpenedNote>> {
  const parsed = parseNote(bytes);
  return parsed.ok ? verifyNote(parsed.value, verifiers) : parsed;
}

export async function verifyNote(
  note: ParsedNote,
  verifiers: readonly Verifier[],
): Promise<Read<OpenedNote>> {
  const text = utf8(note.text);
  const verified: NoteSignature[] = [];
  for (const signature of note.signatures) {
    const known = verifierOf(signature, verifiers);
    if (known === undefined) continue;
    if ("fault" in known) return known;
    if (!(await known.verify(text, signature.payload))) {
      return refuse("BAD_SIGNATURE", `The signature by ${signature.name} does not verify.`);
    }
    verified.push(signature);
  }
  return verified.length === 0 ? refuse("UNKNOWN_KEY") : { ok: true, value: { ...note, verified } };
}

/** Name and id, both, and whole. Two known keys that share them cannot be told apart, so neither is believed. */
function verifierOf(
  { name, keyId }: NoteSignature,
  verifiers: readonly Verifier[],
): Verifier | Refusal | undefined {
  const [first, ...others] = verifiers.filter((known) => known.name === name && known.keyId === keyId);
  return others.length > 0
    ? refuse("AMBIGUOUS_KEY", `Two known keys are called ${name} with the id ${keyId}.`)
    : first;
}

/** Throws for a text that no note can have. */
export function signNote(text: string, signers: readonly Signer[]): Promise<string> {
  return addSignatures({ text, signatures: [] }, signers);
}

/** What was there stays as it was, to the byte; the new ones follow in their order. */
export async function addSignatures(note: ParsedNote, signers: readonly Signer[]): Promise<string> {
  const text = utf8(note.text);
  const added: NoteSignature[] = [];
  for (const signer of signers) {
    added.push({ name: signer.name, keyId: signer.keyId, payload: await signer.sign(text) });
  }
  return writeNote({ text: note.text, signatures: [...note.signatures, ...added] });
}

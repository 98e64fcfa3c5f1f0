/** The changes of a checkpoint's note, and the forgery that makes a new one. */
import { AuditFault, toBase64, utf8 } from "../bytes";
import type { Hasher } from "../hash";
import {
  formatVkey,
  generateSeedKey,
  noteSigner,
  parseNote,
  readCheckpoint,
  signNote,
  writeCheckpoint,
  writeNote,
} from "../note";
import { CompactRange } from "../tree";
import { bytesOf, edited, flipped, rechained, recordOf } from "./edit";

type Pick = (below: number) => number;

export const IN_CHECKPOINT = {
  "checkpoint-origin": (note) =>
    withLine(note, 0, (origin) => `${origin.slice(0, -1)}${origin.endsWith("0") ? 1 : 0}`),
  "checkpoint-size": (note) => withLine(note, 1, (size) => String(Number(size) + 1)),
  "checkpoint-root": (note, pick) =>
    withLine(note, 2, () => toBase64(flipped(checkpointOf(note).root, pick(32), pick(8)))),
  "checkpoint-signature"(note, pick) {
    const { text, signatures } = parsed(note);
    const at = pick(signatures.length);
    return utf8(
      writeNote({
        text,
        signatures: signatures.map((one, place) =>
          place === at ? { ...one, payload: flipped(one.payload, pick(one.payload.length), pick(8)) } : one,
        ),
      }),
    );
  },
} as const satisfies Record<string, (note: Uint8Array, pick: Pick) => Uint8Array>;

function parsed(note: Uint8Array) {
  const read = parseNote(note);
  if (!read.ok) throw new AuditFault("BAD_NOTE", `Only a good checkpoint can be tampered with. ${read.why}`);
  return read.value;
}

function checkpointOf(note: Uint8Array) {
  const read = readCheckpoint(parsed(note).text);
  if (!read.ok) throw new AuditFault("BAD_NOTE", `Only a good checkpoint can be tampered with. ${read.why}`);
  return read.value;
}

function withLine(note: Uint8Array, at: number, how: (line: string) => string): Uint8Array {
  const { text, signatures } = parsed(note);
  const lines = text.split("\n").map((line, place) => (place === at ? how(line) : line));
  return utf8(writeNote({ text: lines.join("\n"), signatures }));
}

/** Another history of the same session, whole and signed: only that nobody knows the key. */
export async function forged(
  hasher: Hasher,
  records: readonly Uint8Array[],
  note: Uint8Array,
): Promise<{ readonly records: Uint8Array[]; readonly checkpoint: Uint8Array } | undefined> {
  const [first, ...rest] = records;
  if (first === undefined) return undefined;
  const { origin } = checkpointOf(note);
  const signer = noteSigner(origin, generateSeedKey());
  const opening = recordOf(first);
  const own = bytesOf({ ...opening, data: { ...opening.data, vkey: formatVkey(signer.vkey) } });
  const last = rest.pop();
  const chained = rechained(hasher, [own, ...rest, ...(last ? [edited(last)] : [])], 1);
  const range = CompactRange.empty(hasher);
  for (const record of chained) range.append(hasher.leaf(record));
  const text = writeCheckpoint({ origin, size: range.size, root: range.root() });
  return { records: chained, checkpoint: utf8(await signNote(text, [signer])) };
}

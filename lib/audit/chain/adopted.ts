/**
 * A record that somebody else has made for this place of the chain, read as far as its place and what is counted of
 * it. Nothing of it is believed: a record of another number, another past or another session would be a fork, and one
 * that is not canonical could be read in two ways.
 */
import { utf8 } from "../bytes";
import { RecordScanner } from "../record";

const SCANNER = new RecordScanner();
const DECODER = new TextDecoder();

export type Adopted =
  | { readonly ok: true; readonly type: string; readonly verdict: string | undefined }
  | { readonly ok: false; readonly why: string };

export interface AdoptingPlace {
  readonly seq: number;
  /** The link, in hex. */
  readonly prev: string;
  /** As it is written, in ASCII. */
  readonly sid: Uint8Array;
  /** Which records may be made elsewhere. */
  readonly types: ReadonlySet<string>;
}

export function readAdopted(bytes: Uint8Array, { seq, prev, sid, types }: AdoptingPlace): Adopted {
  const at = SCANNER;
  if (!at.scan(bytes, 0, bytes.length)) return { ok: false, why: `at byte ${at.at}, ${at.why}` };
  if (at.seq !== seq) return { ok: false, why: `it has the number ${at.seq}` };
  if (!isAt(bytes, at.prev, utf8(prev)))
    return { ok: false, why: "it does not carry the hash of the one before" };
  if (!isAt(bytes, at.sid, sid)) return { ok: false, why: "it is of another session" };
  const type = DECODER.decode(bytes.subarray(at.type, at.typeEnd));
  if (!types.has(type)) return { ok: false, why: "its type is not for whoever made it" };
  return {
    ok: true,
    type,
    // Without its quotes; anything but a known word is counted as none.
    verdict:
      at.verdictEnd > at.verdict + 2
        ? DECODER.decode(bytes.subarray(at.verdict + 1, at.verdictEnd - 1))
        : undefined,
  };
}

function isAt(bytes: Uint8Array, from: number, part: Uint8Array): boolean {
  for (let i = 0; i < part.length; i++) if (bytes[from + i] !== part[i]) return false;
  return true;
}

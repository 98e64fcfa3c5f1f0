/**
 * What a chain knows of its next record before there is one, as the bytes that will be written: the session, the link,
 * and mostly also the time, which many records share.
 */
import { AuditFault } from "../bytes/fault";
import { FIRST_PREV } from "./envelope";
import { isTime } from "./leaves";
import { type Piece, pieceOf } from "./piece";

const HASH_BYTES = 32;
const BEFORE_LINK = ',"prev":"';
const SOME_TIME = "0000-01-01T00:00:00.000Z";

/** By byte: its two digits, the first one lower. */
const DIGITS = new Uint16Array(256);
for (let byte = 0; byte < 256; byte++) {
  const [high = "", low = ""] = byte.toString(16).padStart(2, "0");
  DIGITS[byte] = high.charCodeAt(0) | (low.charCodeAt(0) << 8);
}

export class PlaceBytes {
  /** All between the data and the number. */
  readonly link: Piece = pieceOf(`${BEFORE_LINK}${FIRST_PREV}","seq":`);
  /** All between the number and the end of the time. */
  readonly session: Piece;
  readonly #timeAt: number;
  #time = SOME_TIME;

  constructor(sid: string) {
    const before = `,"sid":"${sid}","ts":"`;
    this.session = pieceOf(before + SOME_TIME);
    this.#timeAt = before.length;
  }

  /** The leaf hash of the record before, as its 32 bytes. */
  setLeaf(leaf: Uint8Array): void {
    const { view } = this.link;
    for (let i = 0; i < HASH_BYTES; i += 2) {
      const digits =
        (DIGITS[leaf[i] as number] as number) | ((DIGITS[leaf[i + 1] as number] as number) << 16);
      view.setInt32(BEFORE_LINK.length + 2 * i, digits, true);
    }
  }

  /** The same as its 64 digits. */
  setLink(link: string): void {
    const { view } = this.link;
    for (let i = 0; i < link.length; i++) view.setUint8(BEFORE_LINK.length + i, link.charCodeAt(i));
  }

  /** Throws an AuditFault for a time that is none. */
  setTime(ts: string): void {
    if (ts === this.#time) return;
    if (!isTime(ts))
      throw new AuditFault("NOT_A_RECORD", "The time of a record is in UTC with milliseconds.");
    for (let i = 0; i < ts.length; i++) this.session.view.setUint8(this.#timeAt + i, ts.charCodeAt(i));
    this.#time = ts;
  }
}

/**
 * What a chain knows of its next record before there is one: the session, the link, the number, and mostly also the
 * time, which many records share. They stand behind each other in a record, so that they are kept as the bytes that will
 * be written, and copied at once.
 */
import { AuditFault } from "../bytes/fault";
import { putHashHex } from "../bytes/hex";
import { utf8 } from "../bytes/utf8";
import { FIRST_PREV } from "./envelope";
import { isTime } from "./leaves";

const LINK = ',"prev":"'.length;
const BEFORE_NUMBER = `,"prev":"${FIRST_PREV}","seq":`;
const NUMBER = BEFORE_NUMBER.length;
const SOME_TIME = "0000-01-01T00:00:00.000Z";
const TO_SECONDS = "0000-01-01T00:00:".length;
/** What each character from the seconds on may be at least and at most. */
const LEAST = utf8("00.000Z");
const MOST = utf8("59.999Z");
const ZERO = 0x30;
const NINE = 0x39;
/** The longest number has sixteen digits. */
const CAPACITY = 256;
const DECODER = new TextDecoder();

export class PlaceBytes {
  readonly #bytes = new Uint8Array(CAPACITY);
  /**
   * Where the link stands as its 64 digits: a hasher writes them there. It goes on behind them, because younger engines
   * take a write at the very end of a view for one beyond it, and do not compile it: 80 ns for each record.
   */
  readonly digits = new DataView(this.#bytes.buffer, LINK);
  readonly #sid: string;
  #seq = 0;
  #time = SOME_TIME;
  /** All from behind the data to the end of the time. */
  #written = this.#bytes;
  #timeAt = 0;
  #lastDigit = NUMBER;

  constructor(sid: string) {
    this.#sid = sid;
    this.#bytes.set(utf8(BEFORE_NUMBER));
    this.#layOut(0);
  }

  /** The leaf hash of the record before: 32 bytes of `hash`, from `from` on. */
  setLeaf(hash: Uint8Array, from = 0): void {
    putHashHex(hash, from, this.digits, 0);
  }

  /** The same as its 64 digits. */
  setLink(link: string): void {
    this.#bytes.set(utf8(link), LINK);
  }

  /** In hex. */
  get link(): string {
    return DECODER.decode(this.#bytes.subarray(LINK, LINK + FIRST_PREV.length));
  }

  /** The bytes for the record of this number and time, until they are asked for again. Throws for a time that is none. */
  at(seq: number, ts: string): Uint8Array {
    if (ts !== this.#time) this.#setTime(ts);
    if (seq !== this.#seq) this.#setNumber(seq);
    return this.#written;
  }

  /** Mostly the next one: then only some last digits change. */
  #setNumber(seq: number): void {
    const bytes = this.#bytes;
    let at = this.#lastDigit;
    while (bytes[at] === NINE) bytes[at--] = ZERO;
    if (seq !== this.#seq + 1 || at < NUMBER) this.#layOut(seq);
    else bytes[at] = (bytes[at] as number) + 1;
    this.#seq = seq;
  }

  #layOut(seq: number): void {
    this.#lastDigit = NUMBER + String(seq).length - 1;
    const before = `${seq},"sid":"${this.#sid}","ts":"`;
    this.#bytes.set(utf8(before + this.#time), NUMBER);
    this.#timeAt = NUMBER + before.length;
    this.#written = this.#bytes.subarray(0, this.#timeAt + this.#time.length);
  }

  #setTime(ts: string): void {
    if (this.#setSeconds(ts)) return;
    if (!isTime(ts))
      throw new AuditFault("NOT_A_RECORD", "The time of a record is in UTC with milliseconds.");
    this.#bytes.set(utf8(ts), this.#timeAt);
    this.#time = ts;
  }

  /** Of a time in the minute of the one before, which was checked, only the seconds need a look. */
  #setSeconds(ts: unknown): boolean {
    if (typeof ts !== "string" || ts.length !== SOME_TIME.length) return false;
    const bytes = this.#bytes;
    const at = this.#timeAt;
    for (let i = 0; i < TO_SECONDS; i++) if (ts.charCodeAt(i) !== bytes[at + i]) return false;
    for (let i = 0; i < LEAST.length; i++) {
      const character = ts.charCodeAt(TO_SECONDS + i);
      if (character < (LEAST[i] as number) || character > (MOST[i] as number)) return false;
    }
    for (let i = TO_SECONDS; i < ts.length; i++) bytes[at + i] = ts.charCodeAt(i);
    this.#time = ts;
    return true;
  }
}

/**
 * The short way past a record that is in its place. Of the next record of a log everything but data, time and type is
 * known before it is read: its session, its number, its link. Those are compared as bytes, where the long way would
 * read each of them, check its form, and compare it then.
 *
 * Guarantees: takes only what `RecordScanner` takes too and what stands in its place. What it does not take may still
 * be good; then the long way says so, or says what is wrong.
 */
import { putHashHex, utf8 } from "../bytes";
import { MAX_RECORD_BYTES, type RecordScanner } from "../record";
import { TIME_CHARS, type Time } from "./time";

const HEAD = utf8('{"data":');
const BEFORE_LINK = utf8(',"prev":"');
const BEFORE_NUMBER = utf8('","seq":');
const BEFORE_TYPE = utf8('","type":"');
const TAIL = utf8('","v":1}');
const BRACE = 0x7b;
const QUOTE = 0x22;
const ZERO = 0x30;
const NINE = 0x39;
const MAX_DIGITS = 16;
/** Of the leaf hash, each two hexadecimal digits. */
const LINK_BYTES = 32;
const LINK = BEFORE_LINK.length;
const NUMBER = LINK + 2 * LINK_BYTES + BEFORE_NUMBER.length;

function word(spelling: Uint8Array, at: number): number {
  return new DataView(spelling.slice().buffer).getInt32(at, true);
}
const HEAD_1 = word(HEAD, 0);
const HEAD_2 = word(HEAD, 4);
const TAIL_1 = word(TAIL, 0);
const TAIL_2 = word(TAIL, 4);

export class NextRecord {
  /** What stands between the data and the time, as it has to be. */
  readonly #expected: Uint8Array;
  readonly #expectedView: DataView;
  /** From where it has the link: a hasher writes the 64 digits of each record's leaf hash there. */
  readonly link: DataView;
  #digitCount = 1;
  /** Four bytes are compared at a time, wherever they lie; a typed array could do that only at multiples of four. */
  #bytes: Uint8Array = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);
  /** Where the last record that it took has its time and its type. */
  ts = 0;
  type = 0;
  typeEnd = 0;

  constructor(sid: string) {
    const afterNumber = utf8(`,"sid":"${sid}","ts":"`);
    this.#expected = new Uint8Array(NUMBER + MAX_DIGITS + afterNumber.length);
    this.#expectedView = new DataView(this.#expected.buffer);
    this.link = new DataView(this.#expected.buffer, LINK);
    this.#expected.set(BEFORE_LINK);
    this.#expected.fill(ZERO, LINK, NUMBER + 1);
    this.#expected.set(BEFORE_NUMBER, NUMBER - BEFORE_NUMBER.length);
    this.#expected.set(afterNumber, NUMBER + 1);
  }

  /** Goes on behind a log of `size` records, the last of which has this leaf hash. */
  goOnFrom(size: number, leaf: Uint8Array): void {
    const digits = utf8(String(size));
    const rest = this.#expected.slice(
      NUMBER + this.#digitCount,
      this.#expected.length - MAX_DIGITS + this.#digitCount,
    );
    putHashHex(leaf, 0, this.link, 0);
    this.#expected.set(digits, NUMBER);
    this.#expected.set(rest, NUMBER + digits.length);
    this.#digitCount = digits.length;
  }

  /** To be called behind every record, when `link` has its leaf hash: the next one carries that, and the next number. */
  advance(): void {
    const expected = this.#expected;
    for (let at = NUMBER + this.#digitCount - 1; at >= NUMBER; at--) {
      if ((expected[at] as number) < NINE) {
        expected[at] = (expected[at] as number) + 1;
        return;
      }
      expected[at] = ZERO;
    }
    expected.copyWithin(NUMBER + 1, NUMBER);
    expected[NUMBER] = ZERO + 1;
    this.#digitCount++;
  }

  /** Whether the 64 bytes from `from` on are the link of the record before. */
  hasLink(bytes: Uint8Array, from: number): boolean {
    for (let i = 0; i < 2 * LINK_BYTES; i++) if (bytes[from + i] !== this.#expected[LINK + i]) return false;
    return true;
  }

  /**
   * Where the record ends that begins at `from`, by `limit` at the latest; -1 when it is none that is taken. `time` is
   * that of the record before. The end need not be known: no byte of a record is a line feed.
   */
  takes(scanner: RecordScanner, bytes: Uint8Array, from: number, limit: number, time: Time): number {
    const data = from + HEAD.length;
    const most = Math.min(limit, from + MAX_RECORD_BYTES);
    if (most - data < TAIL.length || bytes[data] !== BRACE) return -1;
    const view = this.#viewOf(bytes);
    if (view.getInt32(from, true) !== HEAD_1 || view.getInt32(from + 4, true) !== HEAD_2) return -1;
    scanner.start(bytes, data, most);
    scanner.of = -1;
    scanner.verdict = scanner.verdictEnd = 0;
    if (!scanner.value()) return -1;
    const length = this.#expected.length - MAX_DIGITS + this.#digitCount;
    const ts = scanner.at + length;
    const last = most - TAIL.length;
    this.ts = ts;
    this.type = ts + TIME_CHARS + BEFORE_TYPE.length;
    if (this.type > last || !this.#isExpected(view, scanner.at, length)) return -1;
    if (!time.isGood(bytes, view, ts, most) || !stands(BEFORE_TYPE, bytes, ts + TIME_CHARS)) return -1;
    let tail = this.type;
    while (tail < last && bytes[tail] !== QUOTE) tail++;
    this.typeEnd = tail;
    const isEnd = view.getInt32(tail, true) === TAIL_1 && view.getInt32(tail + 4, true) === TAIL_2;
    return isEnd ? tail + TAIL.length : -1;
  }

  /** One for each piece of a stream, not one for each record. */
  #viewOf(bytes: Uint8Array): DataView {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    return this.#view;
  }

  #isExpected(view: DataView, from: number, length: number): boolean {
    const expected = this.#expectedView;
    let at = 0;
    for (; at + 4 <= length; at += 4)
      if (view.getInt32(from + at, true) !== expected.getInt32(at, true)) return false;
    for (; at < length; at++) if (view.getUint8(from + at) !== expected.getUint8(at)) return false;
    return true;
  }
}

function stands(spelling: Uint8Array, bytes: Uint8Array, from: number): boolean {
  for (let i = 0; i < spelling.length; i++) if (bytes[from + i] !== spelling[i]) return false;
  return true;
}

import "server-only";
import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { utf8 } from "@/lib/audit/bytes";
import { appendInput, type Batch, MAX_BATCH_RECORDS } from "@/lib/audit/sync/wire";
import { SentRecords } from "./sent-records";

const records = appendInput.shape.records.transform(SentRecords.of);
/** What `appendInput` takes, and the same with its records already read by `readSentBatch`. */
export const sentInput = appendInput.extend({ records: z.union([z.instanceof(SentRecords), records]) });
export type SentBatch = Omit<Batch, "records"> & { readonly records: SentRecords };

const BEFORE = utf8('"records":["');
const OPENING = new Set(utf8(",{"));
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const CLOSING = 0x5d;
const SPACE = 0x20;
const LINE_FEED = 0x0a;
/** Stands for the records while the rest is parsed; nobody outside can say it. */
const INSTEAD = randomUUID();

/**
 * A batch from the bytes of its request: to make one string of all, and then one of each record, and then bytes again,
 * takes as long as to verify them. Answers what `JSON.parse` would, but for the records, which are one run of bytes.
 *
 * Guarantees: undefined for everything that is not plainly this, and for what is no JSON; then it is to be parsed as
 * anything else. No byte is read in two ways: the records are strings without any escape but of a quote and a
 * backslash, and all that stands around them is parsed by the platform.
 */
export function readSentBatch(body: Uint8Array): unknown {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const name = bytes.indexOf(BEFORE);
  // What is no UTF-8 the platform replaces. A quote behind another character is the end of a string, or inside of one.
  if (name < 1 || !OPENING.has(bytes[name - 1] as number) || !isUtf8(bytes)) return undefined;
  const first = name + BEFORE.length;
  const read = readStrings(bytes, first);
  if (!read) return undefined;
  const around = `${bytes.toString("utf8", 0, first - 2)}"${INSTEAD}"${bytes.toString("utf8", read.end)}`;
  const batch = parsed(around);
  // Elsewhere, or said twice: the last one counts.
  return batch?.records === INSTEAD ? { ...batch, records: read.records } : undefined;
}

function parsed(text: string): { readonly records?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

interface ReadStrings {
  readonly records: SentRecords;
  /** Behind the bracket that closes them. */
  readonly end: number;
}

/** What is read is gathered here and then cut off: memory that is new each time takes longer to get than to fill. */
let scratch = new DataView(new ArrayBuffer(256 * 1024));
const WORD = 4;

/** `from` is behind the first quote. */
function readStrings(bytes: Buffer, from: number): ReadStrings | undefined {
  if (scratch.byteLength < bytes.length + WORD) scratch = new DataView(new ArrayBuffer(bytes.length + WORD));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out = scratch;
  const lastWord = bytes.length - WORD;
  const ends: number[] = [];
  let [at, to] = [from, 0];
  for (;;) {
    for (;;) {
      // Four at a time, as far as they stand for themselves. What is written behind them is written over.
      while (at <= lastWord) {
        const word = view.getInt32(at, true);
        const plain = plainBytes(word);
        out.setInt32(to, word, true);
        at += plain;
        to += plain;
        if (plain < WORD) break;
      }
      let byte = bytes[at++] as number;
      if (byte === QUOTE) break;
      if (byte === BACKSLASH) {
        byte = bytes[at++] as number;
        if (byte !== QUOTE && byte !== BACKSLASH) return undefined;
      }
      // Behind the end there is nothing, which is not as large as anything.
      if (!(byte >= SPACE)) return undefined;
      out.setUint8(to++, byte);
    }
    ends.push(to);
    if (ends.length > MAX_BATCH_RECORDS) return undefined;
    const next = bytes[at++];
    if (next === CLOSING)
      return { records: new SentRecords(new Uint8Array(out.buffer.slice(0, to)), ends), end: at };
    if (next !== COMMA || bytes[at++] !== QUOTE) return undefined;
    out.setUint8(to++, LINE_FEED);
  }
}

/**
 * How many of four bytes, from the lowest, are neither quote nor backslash nor below the space. Subtracting borrows into
 * the highest bit of each byte that is below what is subtracted; bytes with that bit set are none of these. A borrow may
 * also mark what stands above the first that is marked, which is not asked for.
 */
function plainBytes(word: number): number {
  const quote = word ^ 0x22222222;
  const backslash = word ^ 0x5c5c5c5c;
  const isQuote = (quote - 0x01010101) & ~quote;
  const isBackslash = (backslash - 0x01010101) & ~backslash;
  const isBelow = (word - 0x20202020) & ~word;
  const marks = (isQuote | isBackslash | isBelow) & 0x80808080;
  return marks === 0 ? WORD : (31 - Math.clz32(marks & -marks)) >> 3;
}

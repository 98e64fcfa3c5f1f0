import "server-only";
import { equalBytes, putHashHex, toHex, utf8 } from "@/lib/audit/bytes";
import { HASH_BYTES } from "@/lib/audit/hash";
import { FIRST_PREV, RecordScanner, readRecord } from "@/lib/audit/record";
import { CompactRange } from "@/lib/audit/tree";
import type { VerdictCode } from "@/lib/audit/verdicts";
import { nodeHasher } from "@/lib/runtime/node/hash";

export const HASHER = nodeHasher();
const SCANNER = new RecordScanner();
const CLOSE = utf8("session.close");

/** What is wrong with a stored log, by the codes of the verifier. */
export interface Finding {
  readonly code: VerdictCode;
  /** The record; absent where it is none in particular. */
  readonly seq?: number;
  readonly why: string;
}

/** Up to where the records were found to be those that were signed: enough to go on from. */
export interface Point {
  readonly size: number;
  /** The leaf hash of the last record. */
  readonly link: Uint8Array;
  readonly range: readonly Uint8Array[];
}

export const START: Point = { size: 0, link: new Uint8Array(HASH_BYTES), range: [] };

/**
 * Follows the records of one session as they are stored, each held to its form, its place and the link to the one before.
 * The verifier asks the same of a log that came from elsewhere, from its beginning; this goes on from a point.
 */
export class Walk {
  readonly #sid: Uint8Array;
  readonly #range: CompactRange;
  /** The link in hex, as the next record has to carry it: written over for each record, and never made anew. */
  readonly #prev = new Uint8Array(2 * HASH_BYTES);
  readonly #prevView = new DataView(this.#prev.buffer);
  #link: Uint8Array;
  #isClosed = false;
  #anchored: Point | undefined;

  constructor(sid: string, from: Point) {
    this.#sid = utf8(sid);
    this.#range = CompactRange.from(HASHER, from.size, from.range);
    this.#link = from.link;
    this.#prev.set(utf8(from.size === 0 ? FIRST_PREV : toHex(from.link)));
  }

  get size(): number {
    return this.#range.size;
  }

  root(): Uint8Array {
    return this.#range.root();
  }

  point(): Point {
    return { size: this.size, link: this.#link, range: this.#range.nodes() };
  }

  /** The last point at which a checkpoint was found to say the same. */
  get anchored(): Point | undefined {
    return this.#anchored;
  }

  anchor(): void {
    this.#anchored = this.point();
  }

  /** The record stored as number `seq`. What is wrong with it ends the walk: behind it nothing can be placed. */
  take(seq: number, bytes: Uint8Array): Finding | undefined {
    const expected = this.size;
    if (seq !== expected) return gap(expected, `The record ${expected} is missing; ${seq} follows.`);
    if (!SCANNER.scan(bytes, 0, bytes.length)) return this.#formOf(bytes);
    if (!isAt(bytes, SCANNER.sid, this.#sid)) {
      return { code: "FOREIGN_SESSION", seq, why: `The record ${seq} is of another session.` };
    }
    if (SCANNER.seq !== seq) return gap(seq, `In the place of record ${seq} stands number ${SCANNER.seq}.`);
    if (!isAt(bytes, SCANNER.prev, this.#prev)) {
      const why = `The record ${seq} does not carry the hash of the one before it: one of the two was changed.`;
      return { code: "BROKEN_LINK", seq, why };
    }
    if (this.#isClosed) {
      return { code: "AFTER_CLOSE", seq, why: `The record ${seq} follows the one that closed the session.` };
    }
    this.#isClosed = SCANNER.typeEnd - SCANNER.type === CLOSE.length && isAt(bytes, SCANNER.type, CLOSE);
    this.#link = HASHER.leaf(bytes);
    putHashHex(this.#link, 0, this.#prevView, 0);
    this.#range.append(this.#link);
    return undefined;
  }

  #formOf(bytes: Uint8Array): Finding {
    const seq = this.size;
    const read = readRecord(bytes);
    // The two readers disagree only by a fault of ours, and that must not pass for a good record.
    if (read.ok) return { code: "PARSE", seq, why: `The record ${seq} is none.` };
    return { code: read.code, seq, why: `The record ${seq} cannot be read. ${read.why}` };
  }
}

/** Whether what is remembered of a session is a point at all: it comes out of the database like everything else. */
export function rootOfPoint(point: Point): Uint8Array | undefined {
  try {
    return CompactRange.from(HASHER, point.size, point.range).root();
  } catch {
    return undefined;
  }
}

export function samePoint(a: Point, b: Point): boolean {
  const isSame = a.size === b.size && a.range.length === b.range.length && equalBytes(a.link, b.link);
  return isSame && a.range.every((node, i) => equalBytes(node, b.range[i] ?? new Uint8Array(0)));
}

function gap(seq: number, why: string): Finding {
  return { code: "GAP", seq, why };
}

function isAt(bytes: Uint8Array, from: number, part: Uint8Array): boolean {
  for (let i = 0; i < part.length; i++) if (bytes[from + i] !== part[i]) return false;
  return true;
}

/**
 * The chain as it is in a journal, rebuilt record by record and hash by hash. Nothing is believed: what stands there
 * must be one unbroken session, or nothing is added to it, for a record more would vouch for what is before.
 */

import { equalBytes, utf8 } from "../bytes";
import type { ChainPosition } from "../chain";
import type { Hasher } from "../hash";
import { readCheckpoint } from "../note/checkpoint";
import { openNote, parseNote } from "../note/signed-note";
import { verifierOf } from "../note/signing";
import type { Checkpoint } from "../note/types";
import { parseVkey } from "../note/vkey";
import { type AuditRecord, FIRST_PREV, readRecord } from "../record";
import { CompactRange } from "../tree/compact-range";
import { Counts } from "./counts";
import { type Journal, JournalFault } from "./journal";

export interface Restored {
  readonly sid: string;
  readonly position: ChainPosition;
  readonly counts: Counts;
  /** The verifier key that the session opened with. */
  readonly vkey: string;
  /** The closing record is there. */
  readonly isClosed: boolean;
}

export async function restore(journal: Journal, hasher: Hasher, signal?: AbortSignal): Promise<Restored> {
  const { ackedSize, checkpoint } = await journal.state();
  const signed = checkpoint === undefined ? undefined : readSaved(checkpoint);
  const rebuilding = new Rebuilding(hasher, signed?.size);
  for await (const records of journal.read(0, signal)) for (const bytes of records) rebuilding.add(bytes);
  const restored = rebuilding.end();
  assertNothingLost(restored.position.size, ackedSize, "countersigned");
  if (signed && checkpoint !== undefined) {
    assertNothingLost(restored.position.size, signed.size, "signed");
    await assertSigned(checkpoint, restored.vkey);
    if (!equalBytes(rebuilding.signedRoot, signed.root)) {
      throw new JournalFault(
        "damaged",
        `The first ${signed.size} records are not the ones that the session signed.`,
      );
    }
  }
  return restored;
}

class Rebuilding {
  readonly #hasher: Hasher;
  readonly #range: CompactRange;
  readonly #counts = new Counts();
  readonly #signedSize: number | undefined;
  /** The root at the size that the session signed last. */
  signedRoot: Uint8Array = new Uint8Array();
  #link = FIRST_PREV;
  #sid: string | undefined;
  #vkey = "";
  #isClosed = false;

  constructor(hasher: Hasher, signedSize: number | undefined) {
    this.#hasher = hasher;
    this.#signedSize = signedSize;
    this.#range = CompactRange.empty(hasher);
  }

  add(bytes: Uint8Array): void {
    const record = this.#read(bytes);
    if (record.seq === 0) this.#begin(record);
    if (record.type === "session.close") this.#isClosed = true;
    this.#counts.add(record.type, record.data.verdict);
    this.#link = this.#hasher.leafHex(bytes);
    this.#range.appendHex(this.#link);
    if (this.#range.size === this.#signedSize) this.signedRoot = this.#range.root();
  }

  end(): Restored {
    if (this.#sid === undefined)
      throw new JournalFault("missing", "The log has no record: the session never began.");
    const position = { size: this.#range.size, link: this.#link, range: this.#range };
    return { sid: this.#sid, position, counts: this.#counts, vkey: this.#vkey, isClosed: this.#isClosed };
  }

  #read(bytes: Uint8Array): AuditRecord {
    if (this.#isClosed) throw this.#damaged("it follows the record that closes the session");
    const read = readRecord(bytes);
    if (!read.ok) throw this.#damaged(read.why);
    const { record } = read;
    if (record.seq !== this.#range.size) throw this.#damaged(`it has the number ${record.seq}`);
    if (record.prev !== this.#link) throw this.#damaged("it does not carry the hash of the one before");
    if (this.#sid !== undefined && record.sid !== this.#sid) throw this.#damaged("it is of another session");
    return record;
  }

  #begin({ sid, type, data }: AuditRecord): void {
    const { vkey } = data;
    if (type !== "session.open" || typeof vkey !== "string")
      throw this.#damaged("it does not open a session");
    this.#sid = sid;
    this.#vkey = vkey;
  }

  #damaged(why: string): JournalFault {
    return new JournalFault("damaged", `Record ${this.#range.size} is not what was recorded: ${why}.`);
  }
}

/** Whatever was countersigned or signed was durable before. When it is gone, somebody shortened the log. */
function assertNothingLost(size: number, known: number, how: string): void {
  if (known > size)
    throw new JournalFault("damaged", `The log has ${size} records, and ${known} were ${how}.`);
}

function readSaved(note: string): Checkpoint {
  const parsed = parseNote(utf8(note));
  const read = parsed.ok ? readCheckpoint(parsed.value.text) : parsed;
  if (!read.ok) throw new JournalFault("damaged", `The checkpoint that was kept is none: ${read.why}`);
  return read.value;
}

async function assertSigned(note: string, vkey: string): Promise<void> {
  const key = parseVkey(vkey);
  const opened = key.ok ? await openNote(utf8(note), [verifierOf(key.value)]) : key;
  if (!opened.ok)
    throw new JournalFault("damaged", `The checkpoint that was kept is not the session's: ${opened.why}`);
}

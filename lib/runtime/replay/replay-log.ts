/**
 * The records of a run made once more, and held to those of its log: the same session, clock and salts make the same bytes,
 * the closing record included. Only the signature is not made again, for the session's key is gone; what names it is
 * taken from the log.
 */
import { equalBytes, joinBytes } from "../../audit/bytes";
import { Chain } from "../../audit/chain";
import type { Hasher } from "../../audit/hash";
import { type AuditRecord, type Entry, readRecord } from "../../audit/record";
import { Counts } from "../../audit/recorder/counts";
import { timestamps } from "../../audit/recorder/timestamps";
import type { Log } from "../../mediator/log";
import { differenceOf, type InWords } from "./words";

export interface ReplayLogParts {
  readonly hasher: Hasher;
  readonly sid: string;
  /** The lines of the log, without their ends. */
  readonly lines: readonly Uint8Array[];
  now(): number;
  /** The first record was made by somebody else, whose clock is in no recording: it is dated as in the log. */
  readonly isLent?: boolean;
  /** Called for the first record that is not as it was, with a clause: "read /a where the recording read /b". */
  different(made: AuditRecord, how: InWords): void;
  /** Told of each record, after it has been compared. */
  seen?(entry: Entry, seq: number): void;
}

type Opening = Extract<Entry, { type: "session.open" }>["data"];
/** What no replay can know, because it came from outside before the run. */
const GIVEN = [
  "build_sha256",
  "vkey",
  "key_extractable",
  "workspace",
  "parent",
  "nonce",
  "workspace_checkpoint",
];

export class ReplayLog implements Log {
  readonly #parts: ReplayLogParts;
  readonly #chain: Chain;
  readonly #counts = new Counts();
  readonly #time: () => string;
  #equal = 0;
  #isDifferent = false;

  constructor(parts: ReplayLogParts) {
    this.#parts = parts;
    this.#chain = new Chain(parts.hasher, parts.sid);
    this.#time = timestamps(() => parts.now());
  }

  /** The number of the next record. */
  get size(): number {
    return this.#chain.size;
  }

  /** How many records came out as they were. */
  get equal(): number {
    return this.#equal;
  }

  /** `data`: as a session is opened now. What names its key, and what stood between agent and world, is as it was. */
  open(data: Omit<Opening, "vkey" | "key_extractable">): void {
    const first = recordOf(this.#parts.lines[0]);
    const opened = (first?.data ?? {}) as Readonly<Record<string, unknown>>;
    const given = Object.fromEntries(
      GIVEN.filter((name) => opened[name] !== undefined).map((name) => [name, opened[name]]),
    );
    const entry = {
      type: "session.open",
      data: { vkey: "", key_extractable: false, ...data, ...given },
    } as Entry;
    this.#append(entry, (this.#parts.isLent && first?.ts) || this.#time());
  }

  record(entry: Entry): number {
    return this.#append(entry, this.#time());
  }

  async durable(): Promise<void> {}

  close(): void {
    this.record({ type: "session.close", data: { counts: this.#counts.toData(), status: "complete" } });
  }

  #append(entry: Entry, ts: string): number {
    const { bytes, seq } = this.#chain.append({ ...entry, ts } as Entry & { ts: string });
    this.#counts.add(entry.type, "verdict" in entry.data ? entry.data.verdict : undefined);
    this.#compare(bytes, seq);
    this.#parts.seen?.(entry, seq);
    return seq;
  }

  #compare(bytes: Uint8Array, seq: number): void {
    if (this.#isDifferent) return;
    const line = this.#parts.lines[seq];
    if (line && equalBytes(bytes, line)) {
      this.#equal += 1;
      return;
    }
    this.#isDifferent = true;
    // A copy: the chain's bytes are its own.
    const made = recordOf(joinBytes([bytes]));
    const recorded = line && recordOf(line);
    if (!made) return;
    const further: InWords = { why: "went on where the log has ended", isOtherDeed: false };
    this.#parts.different(made, recorded ? differenceOf(made, recorded) : further);
  }
}

export function recordOf(line: Uint8Array | undefined): AuditRecord | undefined {
  const read = line && readRecord(line);
  return read?.ok ? read.record : undefined;
}

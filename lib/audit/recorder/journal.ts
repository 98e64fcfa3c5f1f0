/**
 * Where the records of one session are kept. A journal knows bytes and sequence numbers and nothing of their meaning:
 * what it is given it keeps to the byte, and what it has acknowledged is there after a crash.
 *
 * Guarantees of every implementation (testing/journal-cases.ts holds them to it): `append` resolves only when the
 * batch is on durable storage; there is at most one writer; a batch that does not begin where the journal ends is
 * refused. What was written but not acknowledged may be there after a crash, whole or up to some record, never torn.
 */
import { AuditFault } from "../bytes";
import { readDecimal } from "../note/decimal";
import type { SigningKey } from "../note/keys";

export interface Journal {
  /** A second tab or process may read what another one writes. */
  readonly mode: "write" | "read";
  /** How many records are there, as far as this handle knows. */
  readonly size: number;
  /** The bytes of a torn line that opening cut off: the beginning of a record that nobody ever acknowledged. */
  readonly discardedBytes: number;
  append(batch: JournalBatch): Promise<void>;
  /** The exact bytes of the records from one on, in order, some at a time; ends where the journal ended when asked. */
  read(from: number, signal?: AbortSignal): AsyncIterable<readonly Uint8Array[]>;
  state(): Promise<JournalState>;
  /** Keeps what is given, durably, beside what is known already. */
  saveState(change: Partial<JournalState>): Promise<void>;
  readonly keys: KeyStore;
  /** Why a record of this number is not taken for now; unlike a fault this passes. Left out where all are taken. */
  refuses?(seq: number): JournalFault | undefined;
  /** Lets the next writer in. Records that are still being appended are waited for. */
  close(): Promise<void>;
}

export interface JournalBatch {
  /** The sequence number of the first of `records`. */
  readonly first: number;
  readonly records: readonly Uint8Array[];
  /** The last of them closes the session: the journal takes no further batch. */
  readonly closes: boolean;
}

/** What is known of a session beside its records. Nothing here is evidence by itself: the notes are signed. */
export interface JournalState {
  /** How many records the server has countersigned. What is above has still to be sent. */
  readonly ackedSize: number;
  /** The session's own note over that size, with the server's cosignature behind it. */
  readonly receipt?: string;
  /** The tlog-proof that came with it: where the log of the workspace holds that note. */
  readonly proof?: string;
  /** The last checkpoint that the session itself signed. */
  readonly checkpoint?: string;
}

/** Where the signing key of the session is kept, as well as the surroundings can. */
export interface KeyStore {
  /** Whether a key can be kept that nobody can read. Where not, it is kept as bytes that only the user may read. */
  readonly keepsHandles: boolean;
  load(): Promise<SigningKey | undefined>;
  save(key: SigningKey): Promise<void>;
  /** From then on nobody can sign another history of this session. */
  destroy(): Promise<void>;
}

export const EMPTY_STATE: JournalState = { ackedSize: 0 };

/** Closed, so that an interface can say what to do about each. */
export const JOURNAL_TROUBLES = {
  locked: "Another tab or process is writing this log.",
  "read-only": "This log was opened for reading.",
  closed: "This log was closed.",
  conflict: "The log does not end where the records to be added begin.",
  full: "Records come faster than they can be stored.",
  unsent: "Too many records wait to be countersigned by the server.",
  quota: "There is no room left for the log.",
  failed: "The log could not be written.",
  damaged: "The log holds something that is no record of it.",
  unsafe: "The log cannot be kept safely in this place.",
  missing: "There is no such log.",
} as const;
export type JournalTrouble = keyof typeof JOURNAL_TROUBLES;

/** Why a journal did not do what it was asked. Whoever meets one denies. */
export class JournalFault extends AuditFault {
  readonly trouble: JournalTrouble;

  constructor(
    trouble: JournalTrouble,
    why: string = JOURNAL_TROUBLES[trouble],
    options: { cause?: unknown } = {},
  ) {
    super("STORAGE", why, options);
    this.trouble = trouble;
  }
}

/** What every journal asks of a batch before it touches anything. */
export function checkBatch(
  journal: { mode: Journal["mode"]; size: number },
  { first, records }: JournalBatch,
): void {
  if (journal.mode === "read") throw new JournalFault("read-only");
  // Another writer has been here: going on would give two records the same number.
  if (first !== journal.size) {
    throw new JournalFault(
      "conflict",
      `The log has ${journal.size} records; a batch from record ${first} on does not fit.`,
    );
  }
  if (records.length === 0) throw new JournalFault("conflict", "A batch holds at least one record.");
}

/**
 * The state after a change. What was countersigned stays countersigned: a stale answer must not take it back. And what was signed
 * for more records stays: who writes and who sends sign beside each other, and where the key is gone since, no later one will follow.
 */
export function changedState(now: JournalState, change: Partial<JournalState>): JournalState {
  const { checkpoint, ackedSize = now.ackedSize, ...receipt } = change;
  return {
    ...now,
    ...(ackedSize >= now.ackedSize && { ...receipt, ackedSize }),
    ...(checkpoint !== undefined && sizeOf(checkpoint) >= sizeOf(now.checkpoint) && { checkpoint }),
  };
}

/** Of a note that this session has made itself; what is none is behind every other. */
function sizeOf(checkpoint = ""): number {
  return readDecimal(checkpoint.split("\n", 2)[1] ?? "") ?? -1;
}

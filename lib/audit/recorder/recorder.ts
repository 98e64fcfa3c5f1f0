/**
 * The one writer of a session. It numbers, links and stores what is to be recorded, in the order in which it is asked,
 * and signs checkpoints over it.
 *
 * Guarantees: a sequence number is given before the call returns; `append` resolves only when the record and all before
 * it are durable, so that an effect can wait for it; once something could not be stored, nothing is ever recorded
 * again and every call says why, so that everything is denied; a checkpoint is signed only over what is durable.
 */
import { AuditFault } from "../bytes";
import { Chain } from "../chain";
import type { Entry } from "../record";
import { raceAbort } from "./abort";
import { CheckpointSigner } from "./checkpoint-signer";
import { CommitQueue } from "./commit-queue";
import { Counts } from "./counts";
import { type Followed, followRecords } from "./follow";
import { type Journal, JournalFault } from "./journal";
import { LENT_TYPES, Loan } from "./loan";
import type {
  Closed,
  CloseOptions,
  OpenOptions,
  Recorded,
  RecorderOptions,
  SessionEntry,
  Subscriber,
} from "./options";
import { type Restored, restore } from "./restore";
import { createSessionKey, loadSessionKey, type SessionKey } from "./session-key";
import { timestamps } from "./timestamps";

export class Recorder {
  readonly sid: string;
  readonly #journal: Journal;
  readonly #chain: Chain;
  readonly #counts: Counts;
  readonly #queue: CommitQueue;
  readonly #checkpoints: CheckpointSigner;
  readonly #now: () => string;
  readonly #subscribers = new Set<Subscriber>();
  #isClosed: boolean;
  #loan: Loan | undefined;
  #closing: Promise<Closed> | undefined;

  private constructor(
    { journal, hasher, clock }: RecorderOptions,
    at: Partial<Restored> & { sid: string },
    key?: SessionKey,
  ) {
    this.sid = at.sid;
    this.#journal = journal;
    this.#chain = new Chain(hasher, at.sid, at.position);
    this.#counts = at.counts ?? new Counts();
    this.#queue = new CommitQueue(journal, (first, records) => this.#publish({ first, records }));
    this.#checkpoints = new CheckpointSigner(journal, key);
    this.#now = timestamps(clock);
    this.#isClosed = at.isClosed ?? false;
  }

  /** Begins a session in an empty journal. Resolves when its first record is durable. */
  static async open(options: OpenOptions): Promise<Recorder> {
    const { journal, sid, host, data } = options;
    assertWritable(journal);
    if (journal.size > 0)
      throw new JournalFault("conflict", "There is a log already; a session has one of its own.");
    // Before the record that names it: a key that is named and lost could never sign.
    const key = await createSessionKey(journal.keys, `${host}/s/${sid}`);
    const recorder = new Recorder(options, { sid }, key);
    const opening = { ...data, vkey: key.vkey, key_extractable: key.isExtractable };
    recorder.#record({ type: "session.open", data: opening });
    await recorder.flush();
    return recorder;
  }

  /**
   * Goes on where a log ends, after everything in it was checked. What had been written but not acknowledged is kept;
   * rejects with a JournalFault when the log is damaged or has no record.
   */
  static async resume(options: RecorderOptions & { readonly signal?: AbortSignal }): Promise<Recorder> {
    const { journal, hasher, signal } = options;
    assertWritable(journal);
    const at = await restore(journal, hasher, signal);
    return new Recorder(options, at, await loadSessionKey(journal.keys, at.vkey));
  }

  /** How many records there are, durable or not. */
  get size(): number {
    return this.#chain.size;
  }

  get durableSize(): number {
    return this.#queue.durable;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Why nothing can be recorded any more. */
  get fault(): AuditFault | undefined {
    return this.#queue.fault;
  }

  /** Calls back once, when more is durable or nothing more will be. */
  onceChanged(listener: () => void): void {
    this.#queue.onceChanged(listener);
  }

  /** Whether callers that record without waiting can go on; those that can wait should, for `drained`. */
  get hasRoom(): boolean {
    return this.#queue.hasRoom;
  }

  drained(): Promise<void> {
    return this.#queue.drained();
  }

  /**
   * Records, and resolves when that is durable: only then may the effect happen. Aborting ends the waiting; the record
   * has its place in the chain by then and stays.
   */
  append(entry: SessionEntry, { signal }: { signal?: AbortSignal } = {}): Promise<Recorded> {
    try {
      signal?.throwIfAborted();
      this.#assertRecordable(entry);
      const recorded = { seq: this.#record(entry), link: this.#chain.link };
      return raceAbort(this.#queue.flush(), signal).then(() => recorded);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Records what needs not be waited for, and returns its number; it is durable within 50 ms, and before anything that
   * is appended later. Throws when it could not be recorded: then the caller denies.
   */
  appendSoon(entry: SessionEntry): number {
    this.#assertRecordable(entry);
    return this.#record(entry);
  }

  /** Resolves when all that was recorded until now is durable. */
  flush(): Promise<void> {
    return this.#queue.flush();
  }

  /** A checkpoint over all that was recorded until now, signed by the key of the session. */
  async checkpoint(): Promise<string> {
    // Both at once, before anybody else records: the root of this size.
    const [size, root] = [this.#chain.size, this.#chain.root()];
    // Signed first, a crash would leave a signature over records that are nowhere: a rollback of our own making.
    await this.#queue.flush();
    return await this.#checkpoints.sign(size, root);
  }

  /**
   * Lets somebody else make the records from here on, who has no key and no journal: they come back as bytes, are
   * checked one by one, and are stored and signed here. Until the loan ends nothing is recorded in any other way, for
   * two writers would be a fork.
   */
  lend(): Loan {
    this.#assertRecordable();
    const { size, link, range } = this.#chain;
    this.#loan = new Loan({ sid: this.sid, size, link, nodes: range.nodes() }, (bytes) => this.#adopt(bytes));
    return this.#loan;
  }

  /** Appends the closing record with its counts, and signs the last checkpoint. */
  close(options: CloseOptions): Promise<Closed> {
    this.#closing ??= this.#close(options);
    return this.#closing;
  }

  /** Calls back with each batch that becomes durable from now on. Returns what ends that. */
  subscribe(subscriber: Subscriber): () => void {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  }

  /**
   * All durable records from one on, then those to come, until the session is closed. They are read from the journal:
   * however slow the reader is, nothing piles up.
   */
  follow(from = 0, signal?: AbortSignal): AsyncGenerator<Followed> {
    return followRecords(this.#journal, this, from, signal);
  }

  /** Answers its number. */
  #record(entry: Entry): number {
    this.#queue.assertReady();
    const { bytes, seq } = this.#chain.append(dated(entry, this.#now()));
    this.#counts.add(entry.type, "verdict" in entry.data ? entry.data.verdict : undefined);
    this.#queue.push(bytes, entry.type === "session.close");
    return seq;
  }

  #adopt(bytes: Uint8Array): void {
    this.#queue.assertReady();
    this.#assertTaken();
    const adopted = this.#chain.adopt(bytes, LENT_TYPES);
    if (!adopted.ok) throw new AuditFault("NOT_A_RECORD", `Record ${this.size} cannot be: ${adopted.why}.`);
    this.#counts.add(adopted.type, adopted.verdict);
    this.#queue.push(bytes);
  }

  #assertRecordable({ type }: Pick<SessionEntry, "type"> = { type: "agent.exit" }): void {
    if (this.#isClosed) throw new AuditFault("CLOSED", "The session is closed.");
    if (this.#loan?.isOpen) throw new AuditFault("NOT_A_RECORD", "Somebody else makes the records now.");
    if ((type as string) === "session.open" || (type as string) === "session.close") {
      throw new AuditFault("NOT_A_RECORD", "A session is opened and closed by its recorder.");
    }
    this.#assertTaken();
  }

  /** Not asked for the closing record: a log that takes no more can still be ended. */
  #assertTaken(): void {
    const refusal = this.#journal.refuses?.(this.size);
    if (refusal) throw refusal;
  }

  async #close({ key, status = "complete", reason }: CloseOptions): Promise<Closed> {
    this.#loan?.end();
    if (!this.#isClosed) {
      const why = reason === undefined ? {} : { reason };
      this.#record({ type: "session.close", data: { counts: this.#counts.toData(), status, ...why } });
      this.#isClosed = true;
    }
    await this.#queue.flush();
    const checkpoint = this.#checkpoints.canSign ? { checkpoint: await this.checkpoint() } : {};
    if (key === "destroy") await this.#checkpoints.destroyKey();
    return { size: this.size, ...checkpoint };
  }

  #publish(batch: Followed): void {
    for (const subscriber of this.#subscribers) {
      try {
        subscriber(batch);
      } catch (error) {
        // What shows the records must not end the recording, nor hide that it is broken.
        this.#subscribers.delete(subscriber);
        console.error("A subscriber to the audit log failed and gets no more records.", error);
      }
    }
  }
}

/** Member by member: spreading an object costs more than linking its record. */
function dated({ type, data }: Entry, ts: string): Entry & { readonly ts: string } {
  return { type, data, ts } as Entry & { readonly ts: string };
}

function assertWritable(journal: Journal): void {
  if (journal.mode === "read") throw new JournalFault("read-only");
}

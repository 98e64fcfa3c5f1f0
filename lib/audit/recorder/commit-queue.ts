/**
 * Group commit: records that arrive while the journal is busy wait together and go down in one batch, so that many
 * callers wait for one flush.
 *
 * Guarantees: records reach the journal in the order in which they were pushed, one batch at a time; `flush` resolves
 * only when all that were pushed before it are durable; after the first failure nothing is ever appended again, and
 * everybody who waits is told why. It holds no more bytes than it was allowed.
 */
import { AuditFault } from "../bytes";
import { type Journal, JournalFault } from "./journal";

/** The design promises 50 ms. The flush itself takes some of it. */
export const FLUSH_WITHIN_MS = 25;
/** From here on callers that can wait should: see `drained`. */
export const SOFT_LIMIT_BYTES = 2 * 1024 * 1024;
/** From here on nothing is taken: an agent in a loop must not fill the memory of the page. */
export const HARD_LIMIT_BYTES = 16 * 1024 * 1024;
/** One write and one transaction stay below this. */
const BATCH_BYTES = 4 * 1024 * 1024;
/** How long the next batch gathers when the one before had many callers: less than a flush to a real disk takes. */
const GATHER_MS = 1;
/** How often it does so again as long as callers keep coming. Together with FLUSH_WITHIN_MS far below the promise. */
export const GATHER_TIMES = 8;

export type Durable = (first: number, records: readonly Uint8Array[]) => void;

interface Batch {
  readonly first: number;
  readonly records: Uint8Array[];
  bytes: number;
  closes: boolean;
  /** How many wait for it. */
  waiting: number;
  readonly done: Promise<void>;
  readonly settle: (fault?: AuditFault) => void;
}

export class CommitQueue {
  readonly #journal: Journal;
  readonly #onDurable: Durable;
  #batches: Batch[] = [];
  /** The one that the journal has. */
  #flying: Batch | undefined;
  #recorded: number;
  #durable: number;
  /** Up to where somebody wants the records durable. */
  #wanted: number;
  #bytes = 0;
  #isPumping = false;
  #isCrowded = false;
  /** How often somebody wanted to wait. */
  #asked = 0;
  #timer: unknown;
  #fault: AuditFault | undefined;
  #listeners: (() => void)[] = [];

  constructor(journal: Journal, onDurable: Durable) {
    this.#journal = journal;
    this.#onDurable = onDurable;
    this.#recorded = this.#durable = this.#wanted = journal.size;
  }

  /** How many records are on durable storage. */
  get durable(): number {
    return this.#durable;
  }

  /** Why nothing can be recorded any more. */
  get fault(): AuditFault | undefined {
    return this.#fault;
  }

  get hasRoom(): boolean {
    return this.#bytes <= SOFT_LIMIT_BYTES;
  }

  /** Throws what keeps the next record from being taken. To be asked before the record is linked. */
  assertReady(): void {
    if (this.#fault) throw this.#fault;
    if (this.#bytes >= HARD_LIMIT_BYTES) throw new JournalFault("full");
  }

  /** Takes the next record. It goes down within FLUSH_WITHIN_MS, or sooner when somebody waits for it. */
  push(record: Uint8Array, closes = false): void {
    const last = this.#batches.at(-1);
    const batch = last && last.bytes + record.length <= BATCH_BYTES ? last : this.#begin();
    batch.records.push(record);
    batch.bytes += record.length;
    batch.closes = closes;
    this.#bytes += record.length;
    this.#recorded += 1;
    if (!this.hasRoom) this.#want();
    else this.#timer ??= setTimeout(() => this.#want(), FLUSH_WITHIN_MS);
  }

  /** Resolves when all that was pushed until now is durable. */
  flush(): Promise<void> {
    if (this.#fault) return Promise.reject(this.#fault);
    const last = this.#batches.at(-1) ?? this.#flying;
    if (last === undefined) return Promise.resolve();
    last.waiting += 1;
    this.#asked += 1;
    this.#want();
    return last.done;
  }

  /** Resolves when there is room again, for callers that can wait. */
  async drained(): Promise<void> {
    while (!this.hasRoom) await (this.#flying ?? this.#batches[0])?.done;
    if (this.#fault) throw this.#fault;
  }

  /** Calls back once, when more is durable or nothing more will be. */
  onceChanged(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #begin(): Batch {
    let settle: Batch["settle"] = () => {};
    const done = new Promise<void>((resolve, reject) => {
      settle = (fault) => (fault ? reject(fault) : resolve());
    });
    done.catch(() => {}); // it may be that nobody waits; the next caller is told all the same
    const batch = { first: this.#recorded, records: [], bytes: 0, closes: false, waiting: 0, done, settle };
    this.#batches.push(batch);
    return batch;
  }

  #want(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wanted = this.#recorded;
    if (this.#isPumping) return;
    this.#isPumping = true;
    this.#gather(() => void this.#pump());
  }

  /**
   * Callers of the same turn of the event loop always share a batch. When there are many of them, those of the next
   * turns are let in too, as long as they keep coming: on a fast disk each few turns would otherwise have a flush of
   * their own. A lone caller never waits, and callers who all wait for each other wait once.
   */
  #gather(then: () => void): void {
    if (this.#isCrowded) this.#linger(then, GATHER_TIMES);
    else queueMicrotask(then);
  }

  #linger(then: () => void, times: number): void {
    const asked = this.#asked;
    setTimeout(() => {
      if (this.#asked > asked && times > 1 && this.hasRoom) this.#linger(then, times - 1);
      else then();
    }, GATHER_MS);
  }

  async #pump(): Promise<void> {
    const batch = this.#durable < this.#wanted ? this.#batches.shift() : undefined;
    if (batch === undefined) {
      this.#isPumping = false;
      return;
    }
    this.#flying = batch;
    const { first, records, closes } = batch;
    try {
      await this.#journal.append({ first, records, closes });
    } catch (cause) {
      this.#die(cause, batch);
      return;
    }
    this.#flying = undefined;
    this.#durable += records.length;
    this.#bytes -= batch.bytes;
    this.#isCrowded = batch.waiting > 1;
    batch.settle();
    this.#onDurable(first, records);
    this.#tellChanged();
    this.#gather(() => void this.#pump());
  }

  #die(cause: unknown, flying: Batch): void {
    this.#fault = cause instanceof AuditFault ? cause : new JournalFault("failed", undefined, { cause });
    clearTimeout(this.#timer);
    for (const batch of [flying, ...this.#batches]) batch.settle(this.#fault);
    this.#batches = [];
    this.#bytes = 0;
    this.#tellChanged();
  }

  #tellChanged(): void {
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }
}

/** A journal that says by which key its session can be verified, before the log that names it is on the disk, and that it has failed. */
import { readRecord } from "../../lib/audit/record";
import type { Journal, JournalBatch, JournalState, KeyStore } from "../../lib/audit/recorder";

export class HeardJournal implements Journal {
  readonly #journal: Journal;
  readonly #opened: (vkey: string) => Promise<void>;
  /** From then on everything fails for that reason, which is told in the end. */
  hasFailed = false;

  constructor(journal: Journal, opened: (vkey: string) => Promise<void>) {
    this.#journal = journal;
    this.#opened = opened;
  }

  get mode(): Journal["mode"] {
    return this.#journal.mode;
  }
  get size(): number {
    return this.#journal.size;
  }
  get discardedBytes(): number {
    return this.#journal.discardedBytes;
  }
  get keys(): KeyStore {
    return this.#journal.keys;
  }

  async append(batch: JournalBatch): Promise<void> {
    const [first] = batch.records;
    const read = batch.first === 0 && first ? readRecord(first) : undefined;
    // Before there is a log: whoever is killed between the two leaves a key of nothing, and not a log that nobody knows.
    if (read?.ok && typeof read.record.data.vkey === "string") await this.#opened(read.record.data.vkey);
    try {
      await this.#journal.append(batch);
    } catch (fault) {
      this.hasFailed = true;
      throw fault;
    }
  }
  read(from: number, signal?: AbortSignal): AsyncIterable<readonly Uint8Array[]> {
    return this.#journal.read(from, signal);
  }
  state(): Promise<JournalState> {
    return this.#journal.state();
  }
  saveState(change: Partial<JournalState>): Promise<void> {
    return this.#journal.saveState(change);
  }
  close(): Promise<void> {
    return this.#journal.close();
  }
}

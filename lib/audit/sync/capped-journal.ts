/**
 * A journal that takes no more while too much of it waits for the server. Whoever stays offline could otherwise record
 * for days what nobody has seen: a log is worth what somebody else can vouch for.
 *
 * It passes: as soon as enough was countersigned, records are taken again. The closing record always is.
 */
import {
  type Journal,
  type JournalBatch,
  JournalFault,
  type JournalState,
  type KeyStore,
} from "../recorder/journal";

export const MOST_UNSENT = 50_000;

export interface CappedOptions {
  readonly most?: number;
  /** With what is durable now. */
  onAppended?(size: number): void;
  /** What could not be stored: nothing more will be. */
  onFailed?(fault: unknown): void;
}

export class CappedJournal implements Journal {
  readonly #journal: Journal;
  readonly #most: number;
  readonly #tell: CappedOptions;
  #acked = 0;
  #isLooking = false;

  constructor(journal: Journal, options: CappedOptions = {}) {
    this.#journal = journal;
    this.#most = options.most ?? MOST_UNSENT;
    this.#tell = options;
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

  refuses(seq: number): JournalFault | undefined {
    const refusal = this.#journal.refuses?.(seq);
    if (refusal) return refusal;
    // What was countersigned meanwhile is known only to the journal: asked for early, so that nobody waits for it.
    if (seq - this.#acked >= this.#most / 2) this.#look();
    if (seq - this.#acked < this.#most) return undefined;
    const why = `${this.#most} records are not yet countersigned. Once the server is reached, it goes on.`;
    return new JournalFault("unsent", why);
  }

  async append(batch: JournalBatch): Promise<void> {
    try {
      await this.#journal.append(batch);
    } catch (fault) {
      this.#tell.onFailed?.(fault);
      throw fault;
    }
    this.#tell.onAppended?.(this.#journal.size);
  }
  read(from: number, signal?: AbortSignal): AsyncIterable<readonly Uint8Array[]> {
    return this.#journal.read(from, signal);
  }
  async state(): Promise<JournalState> {
    const state = await this.#journal.state();
    this.#acked = Math.max(this.#acked, state.ackedSize);
    return state;
  }
  saveState(change: Partial<JournalState>): Promise<void> {
    this.#acked = Math.max(this.#acked, change.ackedSize ?? 0);
    return this.#journal.saveState(change);
  }
  close(): Promise<void> {
    return this.#journal.close();
  }

  #look(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    // What fails here fails for the recorder as well, which says so.
    void this.state()
      .catch(() => {})
      .finally(() => {
        this.#isLooking = false;
      });
  }
}

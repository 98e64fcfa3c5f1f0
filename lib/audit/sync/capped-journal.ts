/**
 * A journal that takes no more while too much of it waits for the server. Whoever stays offline could otherwise record
 * for days what nobody has seen: a log is worth what somebody else can vouch for.
 *
 * At the cap records become durable only as fast as the server countersigns, so that an agent which is faster than the
 * way to the server waits for it. Where nothing is countersigned for a while, what is there already is stored and no more
 * is taken. That passes: as soon as enough was countersigned, records are taken again. The closing record always is.
 */
import { type Journal, type JournalBatch, JournalFault, type JournalState } from "../recorder/journal";
import { WrappedJournal } from "../recorder/wrapped-journal";

export const MOST_UNSENT = 50_000;
/** Without a single record countersigned in this time, the server is taken for out of reach. */
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 100;

export interface CappedOptions {
  readonly most?: number;
  readonly patienceMs?: number;
  /** With what is durable now. */
  onAppended?(size: number): void;
  /** What could not be stored: nothing more will be. */
  onFailed?(fault: unknown): void;
}

export class CappedJournal extends WrappedJournal {
  readonly #most: number;
  readonly #patienceMs: number;
  readonly #tell: CappedOptions;
  #acked = 0;
  #isLooking = false;
  /** It was waited for the server in vain. */
  #isStuck = false;
  #isClosing = false;
  #waiting: Promise<void> | undefined;

  constructor(journal: Journal, options: CappedOptions = {}) {
    super(journal);
    this.#most = options.most ?? MOST_UNSENT;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
    this.#tell = options;
  }

  override refuses(seq: number): JournalFault | undefined {
    const refusal = super.refuses(seq);
    if (refusal) return refusal;
    if (seq - this.#acked < this.#most || !this.#isStuck) return undefined;
    // What was countersigned meanwhile is known only to the journal: the next one may be taken.
    this.#look();
    const why = `${this.#most} records are not yet countersigned, and no more may wait. Run again when the server is reached.`;
    return new JournalFault("unsent", why);
  }

  override async append(batch: JournalBatch): Promise<void> {
    const size = batch.first + batch.records.length;
    if (!batch.closes && !this.#isStuck && size - this.#acked > this.#most) {
      this.#waiting = this.#room(size);
      await this.#waiting;
    }
    try {
      await super.append(batch);
    } catch (fault) {
      this.#tell.onFailed?.(fault);
      throw fault;
    }
    this.#tell.onAppended?.(this.size);
  }

  override async state(): Promise<JournalState> {
    const state = await super.state();
    this.#advance(state.ackedSize);
    return state;
  }
  override saveState(change: Partial<JournalState>): Promise<void> {
    this.#advance(change.ackedSize ?? 0);
    return super.saveState(change);
  }

  /** What waits is stored first, and waits no longer. */
  override async close(): Promise<void> {
    this.#isClosing = true;
    await this.#waiting;
    return super.close();
  }

  #advance(acked: number): void {
    if (acked <= this.#acked) return;
    this.#acked = acked;
    this.#isStuck = false;
  }

  /** Resolves when a log of this size is below the cap, or when nothing has been countersigned for too long. */
  async #room(size: number): Promise<void> {
    for (let waited = 0, acked = this.#acked; ; waited += LOOK_EVERY_MS) {
      // What fails here fails for the recorder as well, which says so.
      await this.state().catch(() => {});
      if (size - this.#acked <= this.#most) return;
      if (acked !== this.#acked) [waited, acked] = [0, this.#acked];
      if (waited >= this.#patienceMs || this.#isClosing) {
        this.#isStuck = true;
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
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

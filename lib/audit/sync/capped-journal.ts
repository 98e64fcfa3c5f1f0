/**
 * A journal that takes no more while too much of it waits for the server. Whoever stays offline could otherwise record
 * for days what nobody has seen: a log is worth what somebody else can vouch for.
 *
 * It passes: as soon as enough was countersigned, records are taken again. The closing record always is.
 */
import { type Journal, type JournalBatch, JournalFault, type JournalState } from "../recorder/journal";
import { WrappedJournal } from "../recorder/wrapped-journal";

export const MOST_UNSENT = 50_000;

export interface CappedOptions {
  readonly most?: number;
  /** With what is durable now. */
  onAppended?(size: number): void;
  /** What could not be stored: nothing more will be. */
  onFailed?(fault: unknown): void;
}

export class CappedJournal extends WrappedJournal {
  readonly #most: number;
  readonly #tell: CappedOptions;
  #acked = 0;
  #isLooking = false;

  constructor(journal: Journal, options: CappedOptions = {}) {
    super(journal);
    this.#most = options.most ?? MOST_UNSENT;
    this.#tell = options;
  }

  override refuses(seq: number): JournalFault | undefined {
    const refusal = super.refuses(seq);
    if (refusal) return refusal;
    // What was countersigned meanwhile is known only to the journal: asked for early, so that nobody waits for it.
    if (seq - this.#acked >= this.#most / 2) this.#look();
    if (seq - this.#acked < this.#most) return undefined;
    const why = `${this.#most} records are not yet countersigned. Once the server is reached, it goes on.`;
    return new JournalFault("unsent", why);
  }

  override async append(batch: JournalBatch): Promise<void> {
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
    this.#acked = Math.max(this.#acked, state.ackedSize);
    return state;
  }
  override saveState(change: Partial<JournalState>): Promise<void> {
    this.#acked = Math.max(this.#acked, change.ackedSize ?? 0);
    return super.saveState(change);
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

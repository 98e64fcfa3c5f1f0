/** A journal that says by which key its session can be verified, before the log that names it is on the disk, and that it has failed. */
import { readRecord } from "../../lib/audit/record";
import { type Journal, type JournalBatch, WrappedJournal } from "../../lib/audit/recorder";

export class HeardJournal extends WrappedJournal {
  readonly #opened: (vkey: string) => Promise<void>;
  /** From then on everything fails for that reason, which is told in the end. */
  hasFailed = false;

  constructor(journal: Journal, opened: (vkey: string) => Promise<void>) {
    super(journal);
    this.#opened = opened;
  }

  override async append(batch: JournalBatch): Promise<void> {
    const [first] = batch.records;
    const read = batch.first === 0 && first ? readRecord(first) : undefined;
    // Before there is a log: whoever is killed between the two leaves a key of nothing, and not a log that nobody knows.
    if (read?.ok && typeof read.record.data.vkey === "string") await this.#opened(read.record.data.vkey);
    try {
      await super.append(batch);
    } catch (fault) {
      this.hasFailed = true;
      throw fault;
    }
  }
}

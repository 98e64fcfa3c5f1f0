/** What a journal does, one after the other: batches and states never overlap, and closing waits for them. */
import { JournalFault } from "./journal";

export class WorkQueue {
  #isClosed = false;
  #last: Promise<unknown> = Promise.resolve();

  /** Begins when all before it has ended, however that was: whoever asked for it hears of a failure. */
  next(work: () => Promise<void>): Promise<void> {
    if (this.#isClosed) return Promise.reject(new JournalFault("closed"));
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }

  assertOpen(): void {
    if (this.#isClosed) throw new JournalFault("closed");
  }

  /** Nothing is taken any more. True for the first who closes, when all that was taken before has ended. */
  async close(): Promise<boolean> {
    if (this.#isClosed) return false;
    this.#isClosed = true;
    await this.#last;
    return true;
  }
}

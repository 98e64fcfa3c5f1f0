import "server-only";
import { AegisError } from "@/lib/errors";

/** More than this wait only where somebody makes them wait. */
const MOST_WAITING = 50;

/**
 * Work that reads whole logs: one at a time in a process, and the same work once however many ask for it. Otherwise
 * whoever may read one long session could take all of the server's time by asking for it again and again.
 */
export class Turns<T> {
  readonly #wanted = new Map<string, Promise<T>>();
  #last: Promise<unknown> = Promise.resolve();

  take(name: string, work: () => Promise<T>): Promise<T> {
    const same = this.#wanted.get(name);
    if (same) return same;
    if (this.#wanted.size >= MOST_WAITING) {
      const message = "The server is reading other logs: try again in a minute.";
      return Promise.reject(new AegisError("LIMIT_REACHED", { message }));
    }
    const turn = this.#last.then(work).finally(() => this.#wanted.delete(name));
    this.#wanted.set(name, turn);
    this.#last = turn.catch(() => undefined); // the next one's turn comes whatever became of this one
    return turn;
  }
}

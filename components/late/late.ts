/**
 * A module that the first screen does without. It is fetched once, by whoever needs it first or in idle time; a failure is not
 * kept: whoever needs it next asks again.
 */
export type LateState<T> = { readonly at: "waiting" | "failed" } | { readonly at: "here"; readonly value: T };

export const WAITING = { at: "waiting" } as const;
const FAILED = { at: "failed" } as const;

/** Of the page, in the order in which its modules name them; it grows while they arrive. */
export const ALL = new Set<Late<unknown>>();

export class Late<T> {
  readonly #load: () => Promise<T>;
  readonly #listeners = new Set<() => void>();
  #fetching: Promise<T> | undefined;
  state: LateState<T> = WAITING;

  constructor(load: () => Promise<T>, all: Set<Late<unknown>> = ALL) {
    this.#load = load;
    all.add(this);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      // Whoever comes next has not been told, and has not asked.
      if (this.#listeners.size === 0 && this.state === FAILED) this.state = WAITING;
    };
  };

  /** Rejects where it cannot be had: the server is away, or has another version of the page by now. */
  fetch(): Promise<T> {
    this.#fetching ??= this.#fetch();
    return this.#fetching;
  }

  async #fetch(): Promise<T> {
    this.#move(WAITING);
    try {
      const value = await this.#load();
      this.#move({ at: "here", value });
      return value;
    } catch (error) {
      this.#fetching = undefined;
      if (this.#listeners.size > 0) this.#move(FAILED);
      throw error;
    }
  }

  #move(state: LateState<T>): void {
    this.state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** What is brought when all of those are there and the page has been left alone for a while: large, and often never needed. */
export const LAST = new Set<Late<unknown>>();

/** Something else that is to be brought in idle time, such as the scripts of a worker. */
export function bringLater(work: () => Promise<unknown>, all: Set<Late<unknown>> = ALL): void {
  new Late(work, all);
}

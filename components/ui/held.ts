import { useSyncExternalStore } from "react";

const REST_MS = 80;
/** What never rests is told of all the same. */
const MOST_MS = 500;

/** A value that changes too often to draw a page for it: only who shows it is drawn again. */
export class Held<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set = (value: T): void => {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of this.#listeners) listener();
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Tells of it when it has come to rest: for what nobody reads between two keys, and no key shall wait for. */
  subscribeAtRest = (listener: () => void): (() => void) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let first = 0;
    const leave = this.subscribe(() => {
      const now = performance.now();
      if (timer === undefined) first = now;
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          timer = undefined;
          listener();
        },
        Math.min(REST_MS, first + MOST_MS - now),
      );
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  };
}

export function useHeld<T>(held: Held<T>): T {
  const read = () => held.value;
  return useSyncExternalStore(held.subscribe, read, read);
}

export function useHeldAtRest<T>(held: Held<T>): T {
  const read = () => held.value;
  return useSyncExternalStore(held.subscribeAtRest, read, read);
}

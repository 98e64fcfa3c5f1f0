import { useSyncExternalStore } from "react";

/** A value that changes too often to draw the workbench for it: only who shows it is drawn again. */
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
}

export function useHeld<T>(held: Held<T>): T {
  const read = () => held.value;
  return useSyncExternalStore(held.subscribe, read, read);
}

import "server-only";

/** What was made lately, up to a number: the memory stays the same however many are asked for. */
export class Recent<Key, Value> {
  readonly #most: number;
  readonly #make: (key: Key) => Value;
  /** In the order in which they were last asked for. */
  readonly #kept = new Map<Key, Value>();

  constructor(most: number, make: (key: Key) => Value) {
    this.#most = most;
    this.#make = make;
  }

  get(key: Key): Value {
    const value = this.#kept.has(key) ? (this.#kept.get(key) as Value) : this.#make(key);
    this.#kept.delete(key);
    this.#kept.set(key, value);
    if (this.#kept.size > this.#most) this.#kept.delete(this.#kept.keys().next().value as Key);
    return value;
  }
}

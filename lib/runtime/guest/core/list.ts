/** A queue that asks no prototype of an array for anything. */
export class List<Value> {
  #values: Value[] = [];
  #head = 0;

  get length(): number {
    return this.#values.length - this.#head;
  }

  push(value: Value): void {
    this.#values[this.#values.length] = value;
  }

  shift(): Value | undefined {
    if (this.#head === this.#values.length) return undefined;
    const value = this.#values[this.#head] as Value;
    (this.#values as (Value | undefined)[])[this.#head++] = undefined;
    if (this.#head === this.#values.length) {
      this.#values = [];
      this.#head = 0;
    }
    return value;
  }

  takeAll(): List<Value> {
    const taken = new List<Value>();
    for (let value = this.shift(); value !== undefined; value = this.shift()) taken.push(value);
    return taken;
  }

  some(test: (value: Value) => boolean): boolean {
    for (let at = this.#head; at < this.#values.length; at++)
      if (test(this.#values[at] as Value)) return true;
    return false;
  }
}

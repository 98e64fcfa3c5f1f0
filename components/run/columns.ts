/** Three numbers a record, in arrays that grow by doubling. */
const START = 1024;

export class Columns {
  #size = 0;
  #types = new Uint8Array(START);
  #verdicts = new Int8Array(START);
  #lines = new Uint32Array(START);

  push(type: number, verdict: number, line: number): void {
    if (this.#size === this.#types.length) this.#grow();
    this.#types[this.#size] = type;
    this.#verdicts[this.#size] = verdict;
    this.#lines[this.#size] = line;
    this.#size++;
  }

  type(at: number): number {
    return this.#types[at] ?? 0;
  }

  verdict(at: number): number {
    return this.#verdicts[at] ?? -1;
  }

  line(at: number): number {
    return this.#lines[at] ?? 0;
  }

  #grow(): void {
    this.#types = doubled(this.#types);
    this.#verdicts = doubled(this.#verdicts);
    this.#lines = doubled(this.#lines);
  }
}

type Column = Uint8Array | Int8Array | Uint32Array | Float64Array;

/** The same numbers with as much room again. */
export function doubled<T extends Column>(column: T): T {
  const next = new (column.constructor as new (length: number) => T)(column.length * 2);
  next.set(column);
  return next;
}

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
    const next = this.#size * 2;
    const types = new Uint8Array(next);
    types.set(this.#types);
    const verdicts = new Int8Array(next);
    verdicts.set(this.#verdicts);
    const lines = new Uint32Array(next);
    lines.set(this.#lines);
    this.#types = types;
    this.#verdicts = verdicts;
    this.#lines = lines;
  }
}

/**
 * The decisions that still wait for their result. Bounded by the calls that are open at one time, which are few in an
 * honest log, and by a cap in one that is made to fill the memory: what is above it is only counted.
 */
const MAX_TRACKED = 100_000;

export class OpenCalls {
  readonly #open = new Set<number>();
  readonly #most: number;
  /** Almost always a result follows its decision at once; then the set is never touched. */
  #latest = -1;
  #untracked = 0;

  constructor(most: number = MAX_TRACKED) {
    this.#most = most;
  }

  begin(seq: number): void {
    if (this.#latest >= 0) this.#track(this.#latest);
    this.#latest = seq;
  }

  /** `of` is the decision; one that is not open ends nothing. */
  end(of: number): void {
    if (of < 0) return;
    if (of === this.#latest) this.#latest = -1;
    else if (!this.#open.delete(of) && this.#untracked > 0) this.#untracked--;
  }

  get count(): number {
    return this.#open.size + this.#untracked + (this.#latest >= 0 ? 1 : 0);
  }

  /** Of the open ones that are tracked; -1 when there is none. */
  get first(): number {
    for (const seq of this.#open) return seq;
    return this.#latest;
  }

  #track(seq: number): void {
    if (this.#open.size < this.#most) this.#open.add(seq);
    else this.#untracked++;
  }
}

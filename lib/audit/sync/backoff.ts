/** How long to wait after a failure: twice as long each time, and never the same for two browsers at once. */
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

export class Backoff {
  readonly #random: () => number;
  #failures = 0;

  /** `random` as `Math.random`. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Half of it is chance: a server that comes back is not asked by everybody in the same second. */
  next(): number {
    const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#failures);
    if (whole < LONGEST_MS) this.#failures += 1;
    return whole / 2 + (this.#random() * whole) / 2;
  }

  reset(): void {
    this.#failures = 0;
  }
}

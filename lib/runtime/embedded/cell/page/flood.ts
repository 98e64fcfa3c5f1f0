/** How much a cell may say: a page that does nothing but listen is a page that does not answer its person. */
const WINDOW_MS = 1000;
/** An honest worker gathers records and output; what is left is effects, of which a page does some thousands a second. */
const MOST_MESSAGES = 20_000;

export class FloodGauge {
  readonly #now: () => number;
  #since: number;
  #count = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  /** False when it is too much: of messages, and of what is asked for in them. */
  count(more = 1): boolean {
    const now = this.#now();
    if (now - this.#since >= WINDOW_MS) {
      this.#since = now;
      this.#count = 0;
    }
    this.#count += more;
    return this.#count <= MOST_MESSAGES;
  }
}

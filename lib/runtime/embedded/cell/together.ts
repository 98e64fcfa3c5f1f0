/**
 * What comes up in one turn goes in one message: between the page's process and the cell's a message costs more than
 * what is in it. One message stays about as large, whatever comes up at once: bodies may be hundreds of times that.
 */
const SEND_AT_BYTES = 256 * 1024;

export interface TogetherOptions<T> {
  readonly send: (items: readonly T[]) => void;
  /** Of what makes it large. */
  readonly bytesOf: (item: T) => number;
  /** So many at most. */
  readonly most?: number;
}

export class Together<T> {
  readonly #options: TogetherOptions<T>;
  #items: T[] = [];
  #bytes = 0;

  constructor(options: TogetherOptions<T>) {
    this.#options = options;
  }

  add(item: T): void {
    const { bytesOf, most = Number.POSITIVE_INFINITY } = this.#options;
    if (this.#items.length === 0) queueMicrotask(() => this.#flush());
    this.#items.push(item);
    this.#bytes += bytesOf(item);
    if (this.#items.length >= most || this.#bytes >= SEND_AT_BYTES) this.#flush();
  }

  /** False where nothing like that waits: it is sent. */
  remove(isMeant: (item: T) => boolean): boolean {
    const left = this.#items.filter((item) => !isMeant(item));
    const isThere = left.length < this.#items.length;
    this.#items = left;
    return isThere;
  }

  #flush(): void {
    const items = this.#items;
    this.#items = [];
    this.#bytes = 0;
    if (items.length > 0) this.#options.send(items);
  }
}

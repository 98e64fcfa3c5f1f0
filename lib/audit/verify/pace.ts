/**
 * Lets others run while a log is verified. Awaiting a stream is no pause: a source that always has more would keep the
 * page from drawing and a cancel from being heard for as long as the whole log takes.
 */
const SLICE_MS = 25;

export class Pace {
  readonly #signal: AbortSignal | undefined;
  #began = performance.now();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    signal?.throwIfAborted();
  }

  /** To be called after some 0.1 ms of work. True when a pause is due. */
  get isDue(): boolean {
    return performance.now() - this.#began >= SLICE_MS;
  }

  /** Throws the signal's reason when it was given meanwhile. */
  async pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 0);
    });
    this.#signal?.throwIfAborted();
    this.#began = performance.now();
  }

  check(): void {
    this.#signal?.throwIfAborted();
  }
}

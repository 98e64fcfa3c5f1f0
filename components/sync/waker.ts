/** Sleeping that can be ended from outside: by a time, by somebody who has something to do, or by the end of it all. */
export class Waker {
  #rouse: () => void = () => {};
  #isWoken = false;

  /** Ends the sleep, or the next one where nobody sleeps: what is said meanwhile must not be missed. */
  wake(): void {
    this.#isWoken = true;
    this.#rouse();
  }

  /**
   * Until it is woken, or for `ms`; then a little longer, for more may come that is done together. Rejects with the
   * signal's reason.
   */
  async sleep(ms: number, gatherMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#isWoken) await this.#wait(ms, signal, (rouse) => (this.#rouse = rouse));
    await this.#wait(gatherMs, signal);
    // Whatever was said until now, the one who slept looks at from here on.
    this.#isWoken = false;
    signal.throwIfAborted();
  }

  #wait(ms: number, signal: AbortSignal, onWait: (rouse: () => void) => void = () => {}): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener("abort", end, { once: true });
      if (signal.aborted) end();
      onWait(end);
    });
  }
}

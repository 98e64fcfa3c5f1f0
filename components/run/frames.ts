/** Tells whoever shows something that it has changed, once a frame at most, however often it does. */
export class Frames {
  /** Another one: there is something to draw. */
  version = 0;
  readonly #listeners = new Set<() => void>();
  readonly #work: () => boolean;
  #frame: number | undefined;

  /** `work` is done before each frame; true asks for another one. */
  constructor(work: () => boolean = () => false) {
    this.#work = work;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  changed = (): void => {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      const isMore = this.#work();
      this.version++;
      for (const listener of this.#listeners) listener();
      if (isMore) this.changed();
    });
  };
}

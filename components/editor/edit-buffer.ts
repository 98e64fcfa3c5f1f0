/**
 * What is typed goes into the files when the typing pauses: the workbench around the editor is then drawn once, and not for
 * every key. Whoever needs the files as they are settles it first. What a pause is depends on who types: all that is worked
 * out after it would share the processor with the next key of somebody who has only taken a breath.
 */
export type ReadText = () => string;

const PAUSE_MS = 80;
/** A longer time between two keys is a pause, after which the rhythm may be another. */
const LONGEST_GAP_MS = 200;
/** By how much a pause is longer than the time between two keys usually is. */
const LONGER = 1.6;
/** Whoever never pauses has typed into the files after this all the same: a crash takes no more with it. */
const MOST_MS = 5_000;

export class EditBuffer {
  readonly #write: (path: string, text: string) => void;
  readonly #begun: () => void;
  readonly #pending = new Map<string, ReadText>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #first = 0;
  #last = 0;
  /** Between two keys since the last pause, on average. */
  #gap: number | undefined;

  /** `begun` is told when something is typed after all before it was written. */
  constructor(write: (path: string, text: string) => void, begun: () => void = () => {}) {
    this.#write = write;
    this.#begun = begun;
  }

  get isPending(): boolean {
    return this.#pending.size > 0;
  }

  /** A file was changed; its text is read when it is written. */
  note(path: string, read: ReadText): void {
    const isFirst = !this.isPending;
    this.#pending.set(path, read);
    if (isFirst) this.#begun();
    const now = performance.now();
    const gap = now - this.#last;
    if (gap >= LONGEST_GAP_MS) this.#gap = undefined;
    else this.#gap = this.#gap === undefined ? gap : this.#gap + (gap - this.#gap) / 4;
    this.#last = now;
    if (this.#timer !== undefined) return;
    this.#first = now;
    this.#timer = setTimeout(this.#look, this.#pause);
  }

  /** What was typed there is written over by somebody else. */
  drop(path: string): void {
    this.#pending.delete(path);
  }

  settle(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pending = [...this.#pending];
    this.#pending.clear();
    for (const [path, read] of pending) this.#write(path, read());
  }

  get #pause(): number {
    return Math.max(PAUSE_MS, LONGER * (this.#gap ?? 0));
  }

  /** One timer for many keys: those that came meanwhile move it on. */
  readonly #look = (): void => {
    this.#timer = undefined;
    const until = Math.min(this.#last + this.#pause, this.#first + MOST_MS);
    const rest = until - performance.now();
    if (rest <= 1) this.settle();
    else this.#timer = setTimeout(this.#look, rest);
  };
}

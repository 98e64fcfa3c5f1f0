/**
 * What is typed goes into the files when the typing pauses: the workbench around the editor is then drawn once, and not for
 * every key. Whoever needs the files as they are settles it first.
 */
export type ReadText = () => string;

const PAUSE_MS = 80;
/** Whoever never pauses has typed into the files after this all the same: a crash takes no more with it. */
const MOST_MS = 1_000;

export class EditBuffer {
  readonly #write: (path: string, text: string) => void;
  readonly #pending = new Map<string, ReadText>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #first = 0;
  #last = 0;

  constructor(write: (path: string, text: string) => void) {
    this.#write = write;
  }

  get isPending(): boolean {
    return this.#pending.size > 0;
  }

  /** A file was changed; its text is read when it is written. */
  note(path: string, read: ReadText): void {
    this.#pending.set(path, read);
    this.#last = performance.now();
    if (this.#timer !== undefined) return;
    this.#first = this.#last;
    this.#timer = setTimeout(this.#look, PAUSE_MS);
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

  /** One timer for many keys: those that came meanwhile move it on. */
  readonly #look = (): void => {
    this.#timer = undefined;
    const until = Math.min(this.#last + PAUSE_MS, this.#first + MOST_MS);
    const rest = until - performance.now();
    if (rest <= 1) this.settle();
    else this.#timer = setTimeout(this.#look, rest);
  };
}

/**
 * Where in the agent's code something happened. The guest is asked, while it waits for the answer to the call in which it happened;
 * what it says is the agent's own to choose, and only ever shown.
 */

/** A machine that is asked where its guest is. */
export interface Looking {
  /** A call of the guest is about to be answered. */
  begin(): void;
  /** Whether it should be asked where the guest is, of whose call the answer is about to go. */
  wantsStack(): boolean;
  stack(text: string): void;
}

const PLACE = /([^()\s]+?):(\d{1,9})(?::\d{1,9})?\)?$/;
const MOST_LINES = 64;
const MOST_UNITS = 200;

export class Whereabouts implements Looking {
  readonly #folder: string;
  readonly #places = new Map<number, string>();
  #wanted: number | undefined;
  /** Answers come by another way than questions, and may be late. */
  readonly #asked: number[] = [];

  /** `folder`: that of the agent's own code. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Of the call that is being answered: the place of this record. */
  want(seq: number): void {
    this.#wanted ??= seq;
  }

  begin(): void {
    this.#wanted = undefined;
  }

  wantsStack(): boolean {
    if (this.#wanted === undefined) return false;
    this.#asked.push(this.#wanted);
    return true;
  }

  stack(text: string): void {
    const place = placeIn(text, this.#folder);
    const seq = this.#asked.shift();
    if (seq !== undefined && place !== undefined) this.#places.set(seq, place);
  }

  readonly placed = <Thing extends { readonly seq: number }>(thing: Thing): Thing & { where?: string } => {
    const where = this.#places.get(thing.seq);
    return where === undefined ? thing : { ...thing, where };
  };
}

/** The innermost line of the agent's own: the guest's library has other names. */
export function placeIn(stack: string, folder: string): string | undefined {
  for (const line of stack.split("\n", MOST_LINES)) {
    const [, name, number] = PLACE.exec(line.slice(0, MOST_UNITS * 2)) ?? [];
    const path = name?.startsWith("file://") ? name.slice("file://".length) : name;
    if (path?.startsWith(`${folder}/`)) {
      return `${path.slice(folder.length + 1)}:${number}`.slice(0, MOST_UNITS);
    }
  }
  return undefined;
}

/**
 * Where in the agent's code something happened. The guest is asked, while it waits for the answer to the call in which it happened;
 * what it says is the agent's own to choose, and only ever shown.
 */
import { GUEST_FOLDER } from "../run/sandbox-of";
import type { ThreadCourse } from "../thread/thread-machine";

const PLACE = /([^()\s]+?):(\d{1,9})(?::\d{1,9})?\)?$/;
const MOST_LINES = 64;
const MOST_UNITS = 200;

export class Whereabouts implements Omit<ThreadCourse, "lane"> {
  readonly #places = new Map<number, string>();
  #wanted: number | undefined;
  /** Answers come by another way than questions, and may be late. */
  readonly #asked: number[] = [];

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
    const place = placeIn(text);
    const seq = this.#asked.shift();
    if (seq !== undefined && place !== undefined) this.#places.set(seq, place);
  }

  readonly placed = <Thing extends { readonly seq: number }>(thing: Thing): Thing & { where?: string } => {
    const where = this.#places.get(thing.seq);
    return where === undefined ? thing : { ...thing, where };
  };
}

/** The innermost line of the agent's own: the guest's library has other names. */
export function placeIn(stack: string): string | undefined {
  for (const line of stack.split("\n", MOST_LINES)) {
    const [, name, number] = PLACE.exec(line.slice(0, MOST_UNITS * 2)) ?? [];
    const path = name?.startsWith("file://") ? name.slice("file://".length) : name;
    if (path?.startsWith(`${GUEST_FOLDER}/`)) {
      return `${path.slice(GUEST_FOLDER.length + 1)}:${number}`.slice(0, MOST_UNITS);
    }
  }
  return undefined;
}

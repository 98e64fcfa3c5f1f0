/** What the page asks of the worker, by number. Answers to what nobody asked are no answers. */
import type { TreeEntry } from "../../../files";
import type { FromCell, ToCell } from "../protocol";

import { type Pending, pending } from "./pending";

export type ExportedTree = Readonly<Record<string, TreeEntry>>;

export type Done = Omit<Extract<FromCell, { kind: "done" }>, "kind">;

export class Requests {
  readonly #post: (message: ToCell) => void;
  readonly #pending = new Map<number, Pending<Done>>();
  #last = 0;

  constructor(post: (message: ToCell) => void) {
    this.#post = post;
  }

  ask(message: (id: number) => ToCell): Promise<Done> {
    this.#last += 1;
    const id = this.#last;
    const answer = pending<Done>();
    this.#pending.set(id, answer);
    this.#post(message(id));
    return answer.promise;
  }

  /** False for an answer that nobody waits for. */
  done(done: Done): boolean {
    const asked = this.#pending.get(done.id);
    this.#pending.delete(done.id);
    if (done.why === undefined) asked?.resolve(done);
    else asked?.reject(new RangeError(done.why));
    return asked !== undefined;
  }

  reject(cause: unknown): void {
    for (const { reject } of this.#pending.values()) reject(cause);
    this.#pending.clear();
  }
}

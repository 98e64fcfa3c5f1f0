/** What the page asks of the worker, by number. Answers to what nobody asked are no answers. */
import type { TreeEntry } from "../../../files";
import type { ToCell } from "../protocol";

export type ExportedTree = Readonly<Record<string, TreeEntry>>;

interface Pending {
  resolve(tree: ExportedTree | undefined): void;
  reject(cause: unknown): void;
}

export class Requests {
  readonly #post: (message: ToCell) => void;
  readonly #pending = new Map<number, Pending>();
  #last = 0;

  constructor(post: (message: ToCell) => void) {
    this.#post = post;
  }

  ask(message: (id: number) => ToCell): Promise<ExportedTree | undefined> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#post(message(id));
    });
  }

  /** False for an answer that nobody waits for. */
  done(id: number, why: string | undefined, tree: ExportedTree | undefined): boolean {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (why === undefined) pending?.resolve(tree);
    else pending?.reject(new RangeError(why));
    return pending !== undefined;
  }

  reject(cause: unknown): void {
    for (const { reject } of this.#pending.values()) reject(cause);
    this.#pending.clear();
  }
}

/** The tree over the records of this side, up to what was countersigned: what the next checkpoint grows from. */
import type { Hasher } from "../hash";
import { CompactRange } from "../tree";
import type { LogSource } from "./log-source";

export class LocalTree {
  readonly #hasher: Hasher;
  readonly #range: CompactRange;

  private constructor(hasher: Hasher, range: CompactRange) {
    this.#hasher = hasher;
    this.#range = range;
  }

  /** Of the first `size` records, read and hashed anew; undefined where there are fewer. */
  static async build(
    hasher: Hasher,
    log: Pick<LogSource, "read">,
    size: number,
    signal?: AbortSignal,
  ): Promise<LocalTree | undefined> {
    const range = CompactRange.empty(hasher);
    if (size === 0) return new LocalTree(hasher, range);
    for await (const records of log.read(0, signal)) {
      for (const record of records) {
        range.append(hasher.leaf(record));
        if (range.size === size) return new LocalTree(hasher, range);
      }
    }
    return undefined;
  }

  get size(): number {
    return this.#range.size;
  }

  root(): Uint8Array {
    return this.#range.root();
  }

  /** The tree with these records behind; this one stays as it is, for they may be refused. */
  with(records: readonly Uint8Array[]): LocalTree {
    const range = CompactRange.from(this.#hasher, this.size, this.#range.nodes());
    for (const record of records) range.append(this.#hasher.leaf(record));
    return new LocalTree(this.#hasher, range);
  }
}

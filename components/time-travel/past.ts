/**
 * What files were at every record of a run. Kept as the changes of each file in order, so that a step costs a search a file
 * and no replay, also with a hundred thousand records.
 */
import type { FilesTold } from "@/lib/runtime/driver";

export type Told = FilesTold["changes"][number];
export type Proof = FilesTold["proofs"][number];

export class Past {
  readonly #changes: Told[] = [];
  readonly #proofs = new Map<number, Proof>();
  /** The numbers of its changes, by path. */
  readonly #byPath = new Map<string, number[]>();
  /** Content was left out from some change on. */
  isCut = false;

  get size(): number {
    return this.#changes.length;
  }

  add({ changes, proofs, isCut }: FilesTold): void {
    for (const change of changes) {
      const at = this.#changes.push(change) - 1;
      const known = this.#byPath.get(change.path);
      if (known) known.push(at);
      else this.#byPath.set(change.path, [at]);
    }
    for (const proof of proofs) this.#proofs.set(proof.n, proof);
    this.isCut ||= isCut;
  }

  /** All of it, as it was told. */
  get told(): FilesTold {
    return { changes: this.#changes, proofs: [...this.#proofs.values()], isCut: this.isCut };
  }

  /** The files after what this record says was done, by name. */
  filesAt(seq: number): readonly Told[] {
    const files: Told[] = [];
    for (const numbers of this.#byPath.values()) {
      const last = this.#lastOf(numbers, seq);
      if (last !== undefined && last.content !== null) files.push(last);
    }
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** What this record did to files: each once, with what it came to. */
  changedAt(seq: number): readonly Told[] {
    const found = new Map<string, Told>();
    for (let at = this.#firstAfter(seq); this.#changes[at]?.at === seq + 1; at++) {
      const change = this.#changes[at] as Told;
      found.set(change.path, change);
    }
    return [...found.values()];
  }

  /** The nearest record in this direction that changed files. */
  nextChange(seq: number, direction: 1 | -1): number | undefined {
    const at = direction === 1 ? this.#firstAfter(seq + 1) : this.#firstAfter(seq) - 1;
    const change = this.#changes[at];
    return change === undefined || change.at === 0 ? undefined : change.at - 1;
  }

  /** This file after that record; undefined where there was none. */
  at(path: string, seq: number): Told | undefined {
    const last = this.#lastOf(this.#byPath.get(path) ?? [], seq);
    return last?.content === null ? undefined : last;
  }

  /** The same file as it was before this record; undefined where there was none. */
  before(path: string, seq: number): Told | undefined {
    return this.at(path, seq - 1);
  }

  proofOf({ n }: Told): Proof | undefined {
    return this.#proofs.get(n);
  }

  #lastOf(numbers: readonly number[], seq: number): Told | undefined {
    const after = firstWhere(
      numbers.length,
      (at) => (this.#changes[numbers[at] as number] as Told).at > seq + 1,
    );
    return after === 0 ? undefined : this.#changes[numbers[after - 1] as number];
  }

  /** The first change that this record, or a later one, has made. */
  #firstAfter(seq: number): number {
    return firstWhere(this.#changes.length, (at) => (this.#changes[at] as Told).at > seq);
  }
}

/** Of 0 to count, the first for which it is true, where it stays true from there on. */
function firstWhere(count: number, isTrue: (at: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The past of some files: before anything is changed, what it was is kept, from the first mark on. One for all through whom
 * the same files are changed, in the order in which they do it.
 */
import { FsError } from "../files/errors";
import type { Files } from "../files/types";
import { keepContent, keepLength, type Undo } from "./undo";

export interface UndoLogOptions {
  /** The same files with the rights of their owner: what an agent may not write it may have changed the mode of. */
  readonly restoring: Files;
  /** Most that is kept, in all. */
  readonly bytes: number;
  /** More room is needed: answers whether something of the past was let go. */
  makeRoom(): boolean;
}

/** What one change costs beside what it keeps. */
const ENTRY_BYTES = 256;

export class UndoLog {
  readonly #options: UndoLogOptions;
  #undos: Undo[] = [];
  /** Changes that are not kept any more. */
  #forgotten = 0;
  #bytes = 0;
  #isKeeping = false;
  /** Files whose content, or length, is kept since the last mark or the last change of a name. */
  readonly #contents = new Set<string>();
  readonly #lengths = new Set<string>();

  constructor(options: UndoLogOptions) {
    this.#options = options;
  }

  get restoring(): Files {
    return this.#options.restoring;
  }

  get keptBytes(): number {
    return this.#bytes;
  }

  /** How many changes there were, from the first mark on. */
  get changes(): number {
    return this.#forgotten + this.#undos.length;
  }

  /** A moment to go back to. */
  mark(): number {
    this.#isKeeping = true;
    this.#namesChanged();
    return this.changes;
  }

  /** Nobody goes back behind this mark any more; without one, nobody goes back at all. */
  forget(mark: number | undefined): void {
    this.#isKeeping = mark !== undefined;
    const gone = this.#undos.splice(0, mark === undefined ? this.#undos.length : mark - this.#forgotten);
    this.#forgotten += gone.length;
    for (const { bytes } of gone) this.#bytes -= bytes + ENTRY_BYTES;
  }

  /** Answers with how many changes could not be taken back. */
  back(mark: number): number {
    if (mark < this.#forgotten) throw new RangeError("the mark is forgotten");
    let failed = 0;
    while (this.changes > mark) {
      const undo = this.#undos.pop();
      if (!undo) break;
      this.#bytes -= undo.bytes + ENTRY_BYTES;
      try {
        undo.apply(this.#options.restoring);
      } catch (thrown) {
        // The others are still taken back: each that is nearer to how it was helps whoever has to mend the rest.
        if (!(thrown instanceof Error)) throw thrown;
        failed += 1;
      }
    }
    this.#namesChanged();
    return failed;
  }

  #namesChanged(): void {
    this.#contents.clear();
    this.#lengths.clear();
  }

  /** `keep` before the change; what it made is only of use once the change has happened. */
  changing<Value>(keep: () => Undo | undefined, change: () => Value): Value {
    if (!this.#isKeeping) return change();
    let undo: Undo | undefined;
    try {
      undo = this.#roomFor(keep());
      const value = change();
      this.#push(undo);
      return value;
    } catch (thrown) {
      // What has failed may have been done by half, and it counts as kept only if it is.
      this.#namesChanged();
      if (undo?.isState) this.#push(undo);
      throw thrown;
    }
  }

  #push(undo: Undo | undefined): void {
    if (!undo) return;
    this.#undos.push(undo);
    this.#bytes += undo.bytes + ENTRY_BYTES;
  }

  #roomFor(undo: Undo | undefined): Undo | undefined {
    const most = this.#options.bytes - (undo ? undo.bytes + ENTRY_BYTES : 0);
    while (undo && this.#bytes > most) {
      const before = this.#bytes;
      if (!this.#options.makeRoom() || this.#bytes === before) throw new FsError("ENOSPC", "write");
    }
    return undo;
  }

  naming<Value>(keep: () => Undo | undefined, change: () => Value): Value {
    const value = this.changing(keep, change);
    this.#namesChanged();
    return value;
  }

  /** Once is enough, until a name changes its meaning. */
  keepContent(path: string, isGrowing: boolean): Undo | undefined {
    if (this.#contents.has(path) || (isGrowing && this.#lengths.has(path))) return undefined;
    const { restoring } = this.#options;
    const undo = isGrowing ? keepLength(restoring, path) : keepContent(restoring, path);
    (isGrowing ? this.#lengths : this.#contents).add(path);
    return undo;
  }
}

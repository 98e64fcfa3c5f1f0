/** Which files have changed, told some at a time: whoever stores them asks for those it wants. */
import type { MemoryFiles } from "../../../files";

const TELL_WITHIN_MS = 50;
/** With more than this the whole tree is named instead. */
const MOST_PATHS = 500;

export class ChangedPaths {
  readonly #tell: (paths: readonly string[]) => void;
  readonly #paths = new Set<string>();
  #timer: unknown;

  constructor(files: MemoryFiles, tell: (paths: readonly string[]) => void) {
    this.#tell = tell;
    files.changes(({ path, from }) => {
      for (const each of [path, from]) if (each !== undefined) this.#add(each);
    });
  }

  flush(): void {
    clearTimeout(this.#timer as number);
    this.#timer = undefined;
    if (this.#paths.size === 0) return;
    const paths = this.#paths.size > MOST_PATHS ? ["/"] : [...this.#paths];
    this.#paths.clear();
    this.#tell(paths);
  }

  #add(path: string): void {
    if (this.#paths.size <= MOST_PATHS) this.#paths.add(path);
    this.#timer ??= setTimeout(() => this.flush(), TELL_WITHIN_MS);
  }
}

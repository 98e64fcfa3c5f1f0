/** A folder that is read entry by entry. */
import { assertFunction, codedError } from "../../core/errors";
import { ask } from "../../core/host";
import { later } from "./forms";
import type { Operation } from "./operations";
import { Dirent } from "./stats";
import { type Options, optionsOf, pathOf, shownName } from "./values";

export class Dir {
  readonly path: string;
  readonly #entries: Dirent[];
  #isClosed = false;

  constructor(path: string, options: Options) {
    this.path = path;
    this.#entries = ask("fs.readdir", [path]).map(
      ({ name, kind }) => new Dirent(shownName(name, options), kind, path),
    );
  }

  #assertOpen(): void {
    if (this.#isClosed) throw codedError(Error, "ERR_DIR_CLOSED", "Directory handle was closed");
  }

  readSync(): Dirent | null {
    this.#assertOpen();
    return this.#entries.shift() ?? null;
  }
  read(callback?: (error: unknown, entry?: Dirent | null) => void): Promise<unknown> | undefined {
    const answer = later(() => this.readSync());
    if (callback === undefined) return answer;
    assertFunction(callback, "callback");
    answer.then(
      (entry) => callback(null, entry as Dirent | null),
      (error) => callback(error),
    );
    return undefined;
  }
  closeSync(): void {
    this.#assertOpen();
    this.#isClosed = true;
  }
  close(callback?: (error: unknown) => void): Promise<unknown> | undefined {
    const answer = later(() => this.closeSync());
    if (callback === undefined) return answer;
    answer.then(() => callback(null), callback);
    return undefined;
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<Dirent> {
    try {
      for (let entry = await this.read(); entry; entry = await this.read()) yield entry as Dirent;
    } finally {
      if (!this.#isClosed) await this.close();
    }
  }
  entries(): AsyncGenerator<Dirent> {
    return this[Symbol.asyncIterator]();
  }
}

export const openFolder: Operation = (path, options) => {
  const [at, table] = [pathOf(path), optionsOf(options)];
  return () => {
    try {
      return new Dir(at, table);
    } catch (error) {
      const fault = error as Error & { syscall?: string };
      if (fault.syscall === "scandir") {
        fault.message = fault.message.replace("scandir", "opendir");
        fault.syscall = "opendir";
      }
      throw fault;
    }
  };
};

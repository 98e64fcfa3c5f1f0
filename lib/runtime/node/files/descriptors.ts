/** Numbers of open files as a guest knows them: its own, so that it can never name a descriptor of this process. */
import { FsError } from "../../files";

const FIRST_FD = 3;

export interface DiskDescription {
  readonly fd: number;
  readonly flags: number;
  /** As it was opened. */
  readonly path: string;
}

export class DiskDescriptors {
  readonly #open: (DiskDescription | undefined)[] = [];
  readonly #most: number;
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get isFull(): boolean {
    return this.#count >= this.#most;
  }

  add(description: DiskDescription): number {
    let slot = 0;
    while (this.#open[slot] !== undefined) slot++;
    this.#open[slot] = description;
    this.#count++;
    return slot + FIRST_FD;
  }

  get(fd: number, syscall: string): DiskDescription {
    const found = Number.isInteger(fd) ? this.#open[fd - FIRST_FD] : undefined;
    if (found === undefined) throw new FsError("EBADF", syscall);
    return found;
  }

  remove(fd: number): DiskDescription {
    const found = this.get(fd, "close");
    this.#open[fd - FIRST_FD] = undefined;
    this.#count--;
    return found;
  }
}

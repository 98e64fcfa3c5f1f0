/** Open files: the lowest free number from 3 on, as programs expect. An open file outlives its name. */
import type { Inode } from "./inode";

const FIRST_FD = 3;

export interface Description {
  readonly ino: number;
  readonly flags: number;
  position: number;
  /** The name that it was opened by, which renames keep up with; 0 when that name is gone. */
  folder: number;
  name: string;
}

export class Descriptors {
  readonly #open: (Description | undefined)[];
  /** How often each node is open: a node without a name goes when the last of them is closed. */
  readonly #uses = new Map<number, number>();
  count = 0;

  constructor(from?: Descriptors) {
    this.#open = from ? from.#open.map((description) => description && { ...description }) : [];
    for (const description of this.#open) if (description) this.#use(description.ino, 1);
  }

  get(fd: number): Description | undefined {
    return Number.isInteger(fd) ? this.#open[fd - FIRST_FD] : undefined;
  }

  add(node: Inode, flags: number, folder: number, name: string): number {
    let slot = 0;
    while (this.#open[slot] !== undefined) slot++;
    this.put(slot + FIRST_FD, { ino: node.ino, flags, position: 0, folder, name });
    return slot + FIRST_FD;
  }

  /** At a given number, which is free: for what is restored. */
  put(fd: number, description: Description): void {
    const slot = fd - FIRST_FD;
    while (this.#open.length <= slot) this.#open.push(undefined);
    this.#open[slot] = description;
    this.#use(description.ino, 1);
  }

  remove(fd: number): void {
    const description = this.get(fd);
    if (description === undefined) return;
    this.#open[fd - FIRST_FD] = undefined;
    this.#use(description.ino, -1);
  }

  isOpen(ino: number): boolean {
    return this.#uses.has(ino);
  }

  /** Whoever opened a file by this name sees it under the new one, or under none. */
  renamed(ino: number, folder: number, name: string, toFolder: number, toName: string): void {
    if (!this.#uses.has(ino)) return;
    for (const description of this.#open) {
      if (description?.ino !== ino || description.folder !== folder || description.name !== name) continue;
      description.folder = toFolder;
      description.name = toName;
    }
  }

  *entries(): Generator<[fd: number, description: Description]> {
    for (let slot = 0; slot < this.#open.length; slot++) {
      const description = this.#open[slot];
      if (description) yield [slot + FIRST_FD, description];
    }
  }

  #use(ino: number, by: number): void {
    const uses = (this.#uses.get(ino) ?? 0) + by;
    if (uses === 0) this.#uses.delete(ino);
    else this.#uses.set(ino, uses);
    this.count += by;
  }
}

/**
 * From numbers to nodes, in pages that snapshots share: taking one costs as much as the list of pages is long, and the
 * first change on a page after it costs one page. Numbers are not used twice, so a number from before is never
 * somebody else's file.
 */
import type { Inode } from "./inode";

const PAGE_BITS = 8;
const PAGE = 1 << PAGE_BITS;

interface Page {
  epoch: number;
  count: number;
  nodes: (Inode | undefined)[];
}

export class InodeTable {
  readonly #pages: (Page | undefined)[];
  nextIno: number;
  count: number;

  constructor(from?: InodeTable) {
    this.#pages = from ? from.#pages.slice() : [];
    this.nextIno = from?.nextIno ?? 1;
    this.count = from?.count ?? 0;
  }

  get(ino: number): Inode | undefined {
    return this.#pages[Math.floor(ino / PAGE)]?.nodes[ino % PAGE];
  }

  /** The node to be changed: of this epoch, copied if it is of an older one. */
  own(ino: number, epoch: number): Inode {
    const node = this.get(ino);
    if (node === undefined) throw new Error(`There is no node ${ino}.`);
    if (node.epoch === epoch) return node;
    const copy = node.copy(epoch);
    this.#page(ino, epoch).nodes[ino % PAGE] = copy;
    return copy;
  }

  add(node: Inode): void {
    const page = this.#page(node.ino, node.epoch);
    page.nodes[node.ino % PAGE] = node;
    page.count++;
    this.count++;
    this.nextIno = Math.max(this.nextIno, node.ino + 1);
  }

  remove(ino: number, epoch: number): void {
    const page = this.#page(ino, epoch);
    page.nodes[ino % PAGE] = undefined;
    page.count--;
    this.count--;
    // A program that makes and removes files for hours leaves no empty pages behind.
    if (page.count === 0) this.#pages[Math.floor(ino / PAGE)] = undefined;
  }

  *nodes(): Generator<Inode> {
    for (const page of this.#pages) for (const node of page?.nodes ?? []) if (node) yield node;
  }

  #page(ino: number, epoch: number): Page {
    const index = Math.floor(ino / PAGE);
    while (this.#pages.length <= index) this.#pages.push(undefined);
    const page = this.#pages[index];
    if (page?.epoch === epoch) return page;
    const copy = page ? { epoch, count: page.count, nodes: page.nodes.slice() } : emptyPage(epoch);
    this.#pages[index] = copy;
    return copy;
  }
}

function emptyPage(epoch: number): Page {
  return { epoch, count: 0, nodes: new Array<Inode | undefined>(PAGE).fill(undefined) };
}

/**
 * What has changed, in order: one source for whoever stores the files and for whoever watches them. Listeners hear of
 * a change when it is complete, within the operation; what they throw goes to whoever called the operation, so they
 * are to be plain bookkeeping.
 */
import type { FileKind } from "../types";
import type { Inode } from "./inode";
import type { Volume } from "./volume";

export type ChangeKind = "create" | "link" | "remove" | "move" | "write" | "attributes" | "restore";

/** One change as those who store see it. A move over another file takes that one away, without a change of its own. */
export interface Change {
  readonly seq: number;
  readonly what: ChangeKind;
  /** Of the file after the change; before it for what is removed. Undefined: the file has no name any more. */
  readonly path: string | undefined;
  /** Of a move: where it was. */
  readonly from?: string;
  readonly kind: FileKind;
  readonly ino: number;
}

/** The same as seen from the folder: what watching needs. */
export interface NodeEvent {
  readonly what: ChangeKind;
  readonly folder: number;
  readonly name: string;
  readonly node: Inode;
  readonly fromFolder?: number;
  readonly fromName?: string;
  /** Of a move: what was there before. */
  readonly replaced?: Inode;
}

export class Feed {
  readonly #volume: Volume;
  readonly #listeners = new Set<(change: Change) => void>();
  readonly watchers = new Set<(event: NodeEvent) => void>();
  /** Counts every change, heard or not. */
  seq = 0;

  constructor(volume: Volume) {
    this.#volume = volume;
  }

  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: NodeEvent): void {
    this.seq++;
    if (this.#listeners.size > 0) {
      const change = this.#changeOf(event);
      for (const listener of [...this.#listeners]) listener(change);
    }
    if (this.watchers.size > 0) for (const watcher of [...this.watchers]) watcher(event);
  }

  #changeOf({ what, folder, name, node, fromFolder, fromName }: NodeEvent): Change {
    const path = node.ino === folder && name === "" ? "/" : this.#volume.pathOf(folder, name);
    const from = fromFolder === undefined ? undefined : this.#volume.pathOf(fromFolder, fromName ?? "");
    const { kind, ino } = node;
    return { seq: this.seq, what, path, kind, ino, ...(from === undefined ? {} : { from }) };
  }
}

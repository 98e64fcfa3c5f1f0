/** What was located in memory, and the check that it still is there when something is done with it. */
import { FilesFault, type FsCode, FsError } from "../errors";
import type { FileKind, Located, Walk } from "../types";
import { type Inode, ROOT_INO } from "./inode";
import type { Volume } from "./volume";

export const NONE: readonly string[] = [];

/** What stands at the end of a path: a name, or a way of saying a folder that has none to take away. */
export type LastName = "name" | "dot" | "dotdot" | "root";

export class MemoryLocated implements Located {
  readonly volume: Volume;
  readonly generation: number;
  readonly shown: string;
  readonly walk: Walk;
  readonly path: string;
  readonly fault: FsCode | undefined;
  readonly kind: FileKind | undefined;
  readonly missing: readonly string[];
  /** The folder that the name is in; with ENOENT the deepest that there is. */
  readonly parent: number;
  readonly name: string;
  /** 0: nothing is there. */
  readonly ino: number;
  readonly last: LastName;
  readonly hasSlash: boolean;
  /** Nothing but folders is missing, and no `..` leads out of them again: mkdir can make them all. */
  readonly canMake: boolean;
  readonly inLastLink: boolean;
  readonly isLastReached: boolean;
  readonly asksForFolder: boolean;

  constructor(volume: Volume, walk: Walk, shown: string, end: End) {
    this.volume = volume;
    this.generation = volume.generation;
    this.isLastReached = end.isLastReached === true;
    this.asksForFolder = end.asksForFolder === true;
    this.shown = shown;
    this.walk = walk;
    this.path = end.path;
    this.fault = end.fault;
    this.kind = end.node?.kind;
    this.missing = end.missing ?? NONE;
    this.parent = end.parent;
    this.name = end.name;
    this.ino = end.node?.ino ?? 0;
    this.last = end.last;
    this.hasSlash = end.hasSlash;
    this.canMake = end.canMake === true;
    this.inLastLink = end.inLastLink;
  }
}

export interface End {
  readonly path: string;
  readonly fault: FsCode | undefined;
  readonly parent: number;
  readonly name: string;
  readonly node: Inode | undefined;
  readonly last: LastName;
  readonly hasSlash: boolean;
  /** Where the walk ended was named by a symbolic link at the end of the path. */
  readonly inLastLink: boolean;
  /** The last name of the path was looked for, whatever came of it. */
  readonly isLastReached?: boolean;
  /** The last name, of the path or of a link that it went through, had a slash after it. */
  readonly asksForFolder?: boolean;
  readonly missing?: readonly string[];
  readonly canMake?: boolean;
}

/** Only what this file system has located can be acted on: a look-alike has decided on nothing. */
export function ours(volume: Volume, at: Located): asserts at is MemoryLocated {
  if (!(at instanceof MemoryLocated) || at.volume !== volume) throw new FilesFault("FOREIGN");
}

/** What every operation does first: it is ours, the walk got there, and it still is as it was decided on. */
export function checked(volume: Volume, at: Located, syscall: string, walks: readonly Walk[]): MemoryLocated {
  ours(volume, at);
  if (!walks.includes(at.walk))
    throw new FilesFault("BAD_ARGUMENT", `For ${syscall} a path is not to be located with "${at.walk}".`);
  if (at.fault !== undefined) throw new FsError(at.fault, syscall, at.shown);
  if (at.generation !== volume.generation) recheck(volume, at);
  return at;
}

/** Names have changed since: walks the canonical path again, and only what is found in the same place will do. */
export function recheck(volume: Volume, at: MemoryLocated): void {
  let folder = volume.node(ROOT_INO);
  const names = at.path === "/" ? [] : at.path.slice(1).split("/");
  const last = at.fault === undefined ? names.length - 1 : names.length - 1 - at.missing.length;
  for (let i = 0; i < last; i++) {
    const ino = folder.entries?.get(names[i] as string);
    const node = ino === undefined ? undefined : volume.table.get(ino);
    if (node?.kind !== "directory") throw new FilesFault("STALE");
    folder = node;
  }
  if (names.length === 0) return;
  const ino = folder.entries?.get(names[Math.max(last, 0)] as string) ?? 0;
  if (folder.ino !== at.parent || ino !== at.ino) throw new FilesFault("STALE");
}

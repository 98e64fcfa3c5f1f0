/**
 * From a path to what it names, one name at a time, as Linux walks it: the right to search each folder, links at most
 * forty, `..` taken of what was reached and not of what was written. What is found is kept as numbers of nodes, so the
 * operation acts on what was decided, whatever happens to names in between.
 */
import { FilesFault, type FsCode, FsError } from "../errors";
import { X_OK } from "../flags";
import { appendLexically, isLongName, isLongPath, wellFormed } from "../names";
import type { FileKind, Located, LocateOptions, Walk } from "../types";
import { type Inode, ROOT_INO } from "./inode";
import type { Volume } from "./volume";

const MAX_LINKS = 40;
const SLASH = 47;
const NONE: readonly string[] = [];

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

interface End {
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

/** Whether the text where a walk stands comes from a link, and whether that link was the last name of the path. */
type Link = "none" | "inner" | "last";

export function locate(volume: Volume, path: string, options: LocateOptions): MemoryLocated {
  const whole = wellFormed(path, "path");
  const { walk, shown = path } = options ?? {};
  if (typeof shown !== "string") throw new FilesFault("BAD_ARGUMENT", "What is shown of a path is a text.");
  if (walk !== "follow" && walk !== "link" && walk !== "entry")
    throw new FilesFault("BAD_ARGUMENT", "There is no such way to take the last name of a path.");
  if (whole !== "" && whole.charCodeAt(0) !== SLASH)
    throw new FilesFault("BAD_ARGUMENT", "The path does not begin at the root.");
  const code = whole === "" ? "ENOENT" : isLongPath(whole) ? "ENAMETOOLONG" : undefined;
  const end = code ? brokenOff(code, "", whole, ROOT_INO) : walkPath(volume, whole, walk);
  return new MemoryLocated(volume, walk, shown, end);
}

/** The walk stopped in `folder`, before the first name of `rest`. */
function brokenOff(fault: FsCode, folder: string, rest: string, parent: number, link: Link = "none"): End {
  const path = appendLexically(folder, rest);
  const canMake = fault === "ENOENT" && rest !== "" && link === "none" && !rest.split("/").includes("..");
  const below = canMake ? path.slice(folder.length + 1).split("/") : [];
  const name = below.pop() ?? "";
  const nothing = { node: undefined, last: "name", hasSlash: false } as const;
  return { path, fault, parent, name, ...nothing, missing: below, canMake, inLastLink: link === "last" };
}

function walkPath(volume: Volume, path: string, walk: Walk): End {
  const walker = new Walker(volume, path, walk);
  for (;;) {
    const end = walker.step();
    const { isLastReached, asksForFolder } = walker;
    if (end) return { ...end, isLastReached, asksForFolder };
  }
}

/** Where a walk stands: the folder that was reached, its canonical path, and what is left of the text. */
class Walker {
  readonly #volume: Volume;
  readonly #walk: Walk;
  #folder: Inode;
  /** The root is the empty text, so that a slash and a name can always be put after it. */
  #canonical = "";
  #rest: string;
  #at = 1;
  #links = 0;
  /** How much is left of the path itself: what stands before it comes from links. */
  #own: number;
  #isLastLink = false;
  isLastReached = false;
  asksForFolder = false;

  constructor(volume: Volume, path: string, walk: Walk) {
    this.#volume = volume;
    this.#walk = walk;
    this.#rest = path;
    this.#own = path.length;
    this.#folder = volume.node(ROOT_INO);
  }

  /** One name further; the end when there is none, or when it goes no further. */
  step(): End | undefined {
    const rest = this.#rest;
    this.#at = skipSlashes(rest, this.#at);
    if (this.#at >= rest.length) return this.#itself("root", true);
    const slash = rest.indexOf("/", this.#at);
    const to = slash < 0 ? rest.length : slash;
    const name = rest.slice(this.#at, to);
    const next = skipSlashes(rest, to);
    const isLast = next >= rest.length;
    if (!this.#volume.may(this.#folder, X_OK)) return this.#broken("EACCES");
    if (name === "." || name === "..") return this.#dots(name, isLast, next, slash >= 0);
    this.isLastReached ||= isLast;
    this.asksForFolder ||= isLast && slash >= 0;
    if (isLongName(name)) return this.#broken("ENAMETOOLONG");
    const ino = this.#folder.entries?.get(name);
    const node = ino === undefined ? undefined : this.#volume.node(ino);
    const follows = !isLast || this.#walk === "follow" || (this.#walk === "link" && slash >= 0);
    if (node?.kind === "symlink" && follows) return this.#follow(node, to, isLast);
    if (isLast) return this.#last(name, node, slash >= 0);
    if (node === undefined) return this.#broken("ENOENT");
    if (node.kind !== "directory") return this.#broken("ENOTDIR");
    this.#enter(node, `${this.#canonical}/${name}`, next);
    return undefined;
  }

  #enter(folder: Inode, canonical: string, at: number): void {
    this.#folder = folder;
    this.#canonical = canonical;
    this.#at = at;
  }

  #dots(name: "." | "..", isLast: boolean, next: number, hasSlash: boolean): End | undefined {
    const above = this.#canonical.slice(0, Math.max(0, this.#canonical.lastIndexOf("/")));
    if (name === "..") this.#enter(this.#volume.node(this.#folder.parent), above, next);
    this.#at = next;
    return isLast ? this.#itself(name === "." ? "dot" : "dotdot", hasSlash) : undefined;
  }

  /** The target takes the place of the name. Targets are well-formed and no longer than a path. */
  #follow(link: Inode, to: number, isLast: boolean): End | undefined {
    if (++this.#links > MAX_LINKS) return this.#broken("ELOOP");
    this.#isLastLink ||= isLast;
    this.#own = Math.min(this.#own, this.#rest.length - to);
    this.#rest = link.target + this.#rest.slice(to);
    const isAbsolute = link.target.charCodeAt(0) === SLASH;
    if (isAbsolute) this.#enter(this.#volume.node(ROOT_INO), "", 0);
    this.#at = 0;
    return undefined;
  }

  #last(name: string, node: Inode | undefined, hasSlash: boolean): End {
    const isNoFolder = hasSlash && this.#walk !== "entry" && node && node.kind !== "directory";
    return {
      path: `${this.#canonical}/${name}`,
      fault: isNoFolder ? "ENOTDIR" : undefined,
      parent: this.#folder.ino,
      name,
      node,
      last: "name",
      hasSlash,
      inLastLink: this.#isLastLink,
    };
  }

  #link(): Link {
    if (this.#isLastLink) return "last";
    return this.#rest.length - this.#at > this.#own ? "inner" : "none";
  }

  #broken(fault: FsCode): End {
    return brokenOff(fault, this.#canonical, this.#rest.slice(this.#at), this.#folder.ino, this.#link());
  }

  #itself(last: LastName, hasSlash: boolean): End {
    return folderItself(this.#volume, this.#folder, this.#canonical, last, hasSlash);
  }
}

function skipSlashes(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SLASH) at++;
  return at;
}

function folderItself(
  volume: Volume,
  folder: Inode,
  canonical: string,
  last: LastName,
  hasSlash: boolean,
): End {
  const node = volume.node(folder.ino);
  const path = canonical === "" ? "/" : canonical;
  const { parent, name } = node;
  return { path, fault: undefined, parent, name, node, last, hasSlash, inLastLink: false };
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

/**
 * From a path to what it names, one name at a time, as Linux walks it: the right to search each folder, links at most
 * forty, `..` taken of what was reached and not of what was written. What is found is kept as numbers of nodes, so the
 * operation acts on what was decided, whatever happens to names in between.
 */
import { FilesFault, type FsCode } from "../errors";
import { X_OK } from "../flags";
import { appendLexically, isLongName, isLongPath, wellFormed } from "../names";
import type { LocateOptions, Walk } from "../types";
import { type Inode, ROOT_INO } from "./inode";
import { type End, type LastName, MemoryLocated } from "./located";
import type { Volume } from "./volume";

const MAX_LINKS = 40;
const SLASH = 47;
const DOT = 46;

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
  const end = code
    ? brokenOff(code, "", whole, ROOT_INO)
    : (walkPlain(volume, whole) ?? walkPath(volume, whole, walk));
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

/**
 * Most paths have no links, dots or doubled slashes, and lead to a name in a folder that is there: those are found by
 * looking up one name after the other. Undefined: this one has something to it.
 */
function walkPlain(volume: Volume, path: string): End | undefined {
  let folder = volume.node(ROOT_INO);
  for (let at = 1; ; ) {
    const to = path.indexOf("/", at);
    const name = to < 0 ? path.slice(at) : path.slice(at, to);
    // The empty name ends the path or doubles a slash; a dot may begin `.` and `..`.
    if (name === "" || name.charCodeAt(0) === DOT || isLongName(name) || !volume.may(folder, X_OK))
      return undefined;
    const ino = folder.entries?.get(name);
    const node = ino === undefined ? undefined : volume.node(ino);
    if (node?.kind === "symlink") return undefined;
    if (to < 0) return plainEnd(path, folder.ino, name, node);
    if (node?.kind !== "directory") return undefined;
    folder = node;
    at = to + 1;
  }
}

function plainEnd(path: string, parent: number, name: string, node: Inode | undefined): End {
  return {
    path,
    fault: undefined,
    parent,
    name,
    node,
    last: "name",
    hasSlash: false,
    inLastLink: false,
    isLastReached: true,
    asksForFolder: false,
  };
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

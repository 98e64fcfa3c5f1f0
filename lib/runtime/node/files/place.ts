/** From a path to a place in a real folder, name by name, and back to the same place when something is done there. */
import { readlinkSync, type Stats } from "node:fs";
import {
  type FileKind,
  FilesFault,
  type FsCode,
  isFsCode,
  type Located,
  type LocateOptions,
  type Walk,
} from "../../files";
import { appendLexically, isLongName, isLongPath, wellFormed } from "../../files/names";
import type { Folders, Held } from "./folders";
import { type Identity, identityOf, kindOf } from "./identity";
import type { Reserved } from "./reserved";

const MAX_LINKS = 40;

export class DiskLocated implements Located {
  readonly owner: object;
  readonly shown: string;
  readonly walk: Walk;
  readonly path: string;
  readonly kind: FileKind | undefined;
  readonly fault: FsCode | undefined;
  readonly missing: readonly string[];
  /** Of the folder that it is in, below the root. */
  readonly folder: readonly string[];
  /** Undefined: the root itself. */
  readonly name: string | undefined;
  readonly identity: Identity | undefined;
  readonly hasSlash: boolean;
  /** Ends with `.` or `..`, which name no entry. */
  readonly dots: Dots | undefined;
  /** Where the path itself, and no link, goes on outside of the folder: as the guest means it, not resolved. */
  readonly leftTo: string | undefined;
  /** The last name was a link: what is located is what it names. */
  readonly isLinked: boolean;

  constructor(owner: object, options: LocateOptions & { shown: string }, end: End) {
    this.owner = owner;
    this.shown = options.shown;
    this.walk = options.walk;
    this.path = end.path;
    this.kind = end.kind;
    this.fault = end.fault;
    this.missing = end.missing ?? [];
    this.folder = end.folder;
    this.name = end.name;
    this.identity = end.identity;
    this.hasSlash = end.hasSlash ?? false;
    this.dots = end.dots;
    this.leftTo = end.leftTo;
    this.isLinked = end.isLinked ?? false;
  }
}

interface End {
  readonly path: string;
  readonly kind?: FileKind | undefined;
  readonly fault?: FsCode | undefined;
  readonly missing?: readonly string[];
  readonly folder: readonly string[];
  readonly name?: string | undefined;
  readonly identity?: Identity | undefined;
  readonly hasSlash?: boolean;
  readonly dots?: Dots | undefined;
  readonly isLinked?: boolean;
  readonly leftTo?: string;
}

export type Dots = "." | "..";

export function codeOf(error: unknown): FsCode {
  const code = (error as { code?: unknown } | null)?.code;
  return isFsCode(code) ? code : "EIO";
}

export interface World {
  readonly owner: object;
  readonly folders: Folders;
  /** Where a guest sees the root: absolute, without a slash at its end. */
  readonly mount: string;
  /** The same where the machine has it: absolute links into it are followed. */
  readonly real: string;
  readonly mayWrite: (path: string) => boolean;
  readonly reserved: Reserved;
}

/** The folder of those names, entered one after the other; whoever gets it releases it. */
export function enterAll({ folders }: World, names: readonly string[]): Held {
  let folder = folders.root();
  for (const name of names) {
    try {
      const next = folders.enter(folder, name);
      folder.release();
      folder = next;
    } catch (error) {
      folder.release();
      throw error;
    }
  }
  return folder;
}

export function locateOnDisk(world: World, path: string, options: LocateOptions): DiskLocated {
  const whole = wellFormed(path, "path");
  const { walk, shown = path } = options;
  const inside = whole === world.mount || whole.startsWith(`${world.mount}/`);
  if (!inside) throw new FilesFault("BAD_ARGUMENT", "The path does not begin in the folder.");
  const end = isLongPath(whole)
    ? { path: appendLexically("", whole), fault: "ENAMETOOLONG" as const, folder: [] }
    : new DiskWalk(world, walk, whole.slice(world.mount.length)).end();
  return new DiskLocated(world.owner, { walk, shown }, end);
}

class DiskWalk {
  readonly #world: World;
  readonly #walk: Walk;
  #names: string[] = [];
  #rest: string[];
  #links = 0;
  #ownLeft: number;
  #isLinked = false;
  #linkPath: string | undefined;

  constructor(world: World, walk: Walk, rest: string) {
    this.#world = world;
    this.#walk = walk;
    this.#rest = rest.split("/");
    this.#ownLeft = this.#rest.length;
  }

  end(): End {
    for (;;) {
      const end = this.#step();
      if (end) return end;
    }
  }

  #step(): End | undefined {
    const name = this.#rest.shift();
    const isLast = this.#rest.every((part) => part === "");
    const hasSlash = isLast && this.#rest.length > 0;
    if (name === undefined || name === "" || name === "." || name === "..") {
      // Above the folder is another world: what a path finds there is not for this one to say.
      if (name === ".." && this.#names.pop() === undefined) return this.#left();
      return isLast ? this.#itself(name === "." || name === ".." ? name : undefined) : undefined;
    }
    if (isLongName(name)) return this.#broken("ENAMETOOLONG", name);
    if (this.#world.reserved.hides(this.#path(name))) return this.#broken("EACCES", name);
    try {
      return this.#look(name, isLast, hasSlash);
    } catch (error) {
      const code = codeOf(error);
      if (code === "ENOENT" && isLast) return this.#last(name, hasSlash);
      return this.#broken(code, name);
    }
  }

  #look(name: string, isLast: boolean, hasSlash: boolean): End | undefined {
    const folder = enterAll(this.#world, this.#names);
    try {
      const found = this.#world.folders.hold(folder, name);
      found.release();
      const kind = kindOf(found.stat);
      const follows = !isLast || this.#walk === "follow" || (this.#walk === "link" && hasSlash);
      if (kind === "symlink" && follows) return this.#follow(readlinkSync(`${folder.path}/${name}`), name);
      // What is there and is none of ours can be decided on, and is refused by every operation.
      if (isLast) return kind ? this.#last(name, hasSlash, found.stat, kind) : this.#broken("EACCES", name);
      if (kind !== "directory") return this.#broken("ENOTDIR", name);
      this.#names.push(name);
      return undefined;
    } finally {
      folder.release();
    }
  }

  #follow(target: string, name: string): End | undefined {
    if (++this.#links > MAX_LINKS) return this.#broken("ELOOP", name);
    const isOwn = this.#rest.length < this.#ownLeft;
    if (isOwn) this.#linkPath = appendLexically(this.#path(name), this.#rest.join("/"));
    this.#isLinked ||= this.#rest.every((part) => part === "");
    this.#ownLeft = Math.min(this.#ownLeft, this.#rest.length);
    const { real, mount } = this.#world;
    const base = [real, mount].find((start) => target === start || target.startsWith(`${start}/`));
    if (target.startsWith("/") && base === undefined) return this.#left();
    if (base !== undefined) this.#names = [];
    const parts = (base === undefined ? target : target.slice(base.length)).split("/");
    this.#rest = [...parts, ...this.#rest];
    return undefined;
  }

  /** Of a link, its own path is what is decided on: what it names is not a path of the guest's. */
  #left(): End {
    if (this.#linkPath !== undefined) return { path: this.#linkPath, fault: "EACCES", folder: [] };
    const { mount } = this.#world;
    const above = mount.slice(0, mount.lastIndexOf("/"));
    const leftTo = `${above}/${this.#rest.join("/")}`;
    return { path: appendLexically("", leftTo), fault: "EACCES", folder: [], leftTo };
  }

  #path(...more: string[]): string {
    return [this.#world.mount, ...this.#names, ...more].join("/");
  }

  #last(name: string, hasSlash: boolean, stat?: Stats, kind?: FileKind): End {
    const isNoFolder = hasSlash && this.#walk !== "entry" && stat && kind !== "directory";
    const identity = stat && identityOf(stat);
    const fault = isNoFolder ? "ENOTDIR" : undefined;
    return {
      path: this.#path(name),
      fault,
      folder: this.#names,
      name,
      kind,
      identity,
      hasSlash,
      isLinked: this.#isLinked,
    };
  }

  #itself(dots: Dots | undefined): End {
    const folder = this.#names.slice(0, -1);
    const held = enterAll(this.#world, this.#names);
    held.release();
    return { path: this.#path(), folder, name: this.#names.at(-1), kind: "directory", dots };
  }

  #broken(fault: FsCode, name: string): End {
    const rest = [name, ...this.#rest];
    const path = appendLexically(this.#path(), rest.join("/"));
    const isOwn = rest.length <= this.#ownLeft && !rest.includes("..");
    const missing = rest.filter((part) => part !== "" && part !== ".");
    const last = missing.pop();
    if (fault !== "ENOENT" || !isOwn) return { path, fault, folder: this.#names };
    return { path, fault, folder: this.#names, name: last, missing };
  }
}

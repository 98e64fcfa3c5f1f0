/**
 * Doing something at a place that was located: back to the same folder name by name, and only if what is there is still
 * what was decided on. Errors come out as the guest's: with its path, under the call that it made.
 */
import { type Stats, statSync } from "node:fs";
import { FilesFault, type FsCode, FsError, type Located, type Walk } from "../../files";
import { type Identity, identityOf, isSame } from "./identity";
import { codeOf, DiskLocated, enterAll, type World } from "./place";

/** What is said of a path that names no entry: `.`, `..`, and the folder itself. */
function noEntry(syscall: string, at: DiskLocated): FsCode {
  if (syscall === "unlink") return "EISDIR";
  if (syscall === "rename") return "EBUSY";
  if (syscall !== "rmdir") return "EEXIST";
  return at.dots === "." ? "EINVAL" : at.dots === ".." ? "ENOTEMPTY" : "EBUSY";
}

export interface Names {
  readonly syscall: string;
  readonly path?: string;
  readonly dest?: string;
}

/** Runs a call of Node's; its error is told anew, without paths of this machine. */
export function told<Value>({ syscall, path, dest }: Names, call: () => Value): Value {
  try {
    return call();
  } catch (error) {
    if (error instanceof FsError || error instanceof FilesFault) throw error;
    throw new FsError(codeOf(error), syscall, path, dest);
  }
}

export function ours(world: World, at: Located, syscall: string, walks: readonly Walk[]): DiskLocated {
  if (!(at instanceof DiskLocated) || at.owner !== world.owner) throw new FilesFault("FOREIGN");
  if (!walks.includes(at.walk))
    throw new FilesFault("BAD_ARGUMENT", `For ${syscall} a path is not to be located with "${at.walk}".`);
  return at;
}

function same(expected: Identity | undefined, stat: Stats): void {
  if (expected && !isSame(expected, identityOf(stat))) throw new FilesFault("STALE");
}

/** With what is there, itself: `path` reaches this file and no other for as long as `act` runs. */
export function onExisting<Value>(
  world: World,
  at: DiskLocated,
  names: Names,
  act: (path: string, stat: Stats) => Value,
): Value {
  if (at.fault) throw new FsError(at.fault, names.syscall, names.path, names.dest);
  if (at.kind === undefined) throw new FsError("ENOENT", names.syscall, names.path, names.dest);
  return told(names, () => {
    const folder = entered(world, at);
    try {
      if (at.name === undefined) return act(folder.path, statSync(folder.path));
      const found = swapped(() => world.folders.hold(folder, at.name as string));
      try {
        same(at.identity, found.stat);
        return act(found.path, found.stat);
      } finally {
        found.release();
      }
    } finally {
      folder.release();
    }
  });
}

/** With the name in its folder. What has the name now is what had it then; Linux follows no link at the end of these. */
export function onEntry<Value>(
  world: World,
  at: DiskLocated,
  names: Names,
  act: (path: string) => Value,
): Value {
  const { syscall, path, dest } = names;
  if (at.fault) throw new FsError(at.fault, syscall, path, dest);
  if (at.dots || at.name === undefined) throw new FsError(noEntry(syscall, at), syscall, path, dest);
  return told(names, () => {
    const folder = entered(world, at);
    try {
      const name = at.name as string;
      if (at.identity) {
        const found = swapped(() => world.folders.hold(folder, name));
        found.release();
        same(at.identity, found.stat);
      }
      return act(`${folder.path}/${name}${at.hasSlash ? "/" : ""}`);
    } finally {
      folder.release();
    }
  });
}

const entered = (world: World, at: DiskLocated) => swapped(() => enterAll(world, at.folder));

/** A name that was a folder, or was there, and no longer is: somebody changed it after it was decided on. */
function swapped<Value>(look: () => Value): Value {
  try {
    return look();
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes(codeOf(error))) throw new FilesFault("STALE");
    throw error;
  }
}

export function writable({ mayWrite }: World, at: DiskLocated, { syscall, path, dest }: Names): void {
  if (!mayWrite(at.path)) throw new FsError("EROFS", syscall, path, dest);
}

/** Changes what the name stands for, where that is allowed. */
export function changeEntry<Value>(
  world: World,
  at: DiskLocated,
  names: Names,
  act: (path: string) => Value,
): Value {
  if (!at.fault) writable(world, at, names);
  return onEntry(world, at, names, act);
}

/** open on a real folder: the file that was located and no other, and nothing that is no file. */
import { closeSync, fstatSync, openSync, type Stats } from "node:fs";
import {
  FilesFault,
  type FsCode,
  FsError,
  isOpenFlags,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_NOFOLLOW,
  O_NONBLOCK,
} from "../../files";
import { onEntry, onExisting } from "./acting";
import { kindOf } from "./identity";
import { codeOf, type DiskLocated, type World } from "./place";

/** The descriptor of this process. */
export function openPlace(world: World, at: DiskLocated, flags: number, mode: number): number {
  const names = { syscall: "open", path: at.shown };
  if (!isOpenFlags(flags)) throw new FsError("EINVAL", "open", at.shown);
  if (!Number.isInteger(mode) || mode < 0) throw new FilesFault("BAD_ARGUMENT", "The mode is none.");
  const isCreating = (flags & O_CREAT) !== 0;
  if (isCreating && at.hasSlash) throw new FsError("EISDIR", "open", at.shown);
  if (at.fault || at.kind !== undefined || !isCreating)
    return onExisting(world, at, names, (path, stat) => openHeld(world, at, path, stat, flags));
  return onEntry(world, at, names, (path) => create(path, flags, mode));
}

function openHeld(world: World, at: DiskLocated, path: string, stat: Stats, flags: number): number {
  const fault = heldFault(stat, flags);
  if (fault) throw new FsError(fault, "open", at.shown);
  // A held file is reached by a link of the system, which is to be followed; a path is not to have become a link.
  const end = world.folders.isExact ? flags & ~O_NOFOLLOW : flags | O_NOFOLLOW;
  return checked(openSync(path, (end & ~(O_CREAT | O_EXCL)) | O_NONBLOCK));
}

function heldFault(stat: Stats, flags: number): FsCode | undefined {
  if ((flags & O_CREAT) !== 0) {
    if ((flags & O_EXCL) !== 0) return "EEXIST";
    if (stat.isDirectory()) return "EISDIR";
  }
  if (!stat.isSymbolicLink()) return undefined;
  return (flags & O_DIRECTORY) !== 0 ? "ENOTDIR" : "ELOOP";
}

/** Nothing was there when it was decided: what is there now was not decided on. */
function create(path: string, flags: number, mode: number): number {
  try {
    return checked(openSync(path, flags | O_EXCL | O_NOFOLLOW | O_NONBLOCK, mode & 0o7777));
  } catch (error) {
    if (codeOf(error) === "EEXIST" && (flags & O_EXCL) === 0) throw new FilesFault("STALE");
    throw error;
  }
}

function checked(fd: number): number {
  const kind = kindOf(fstatSync(fd));
  if (kind === "file" || kind === "directory") return fd;
  closeSync(fd);
  throw Object.assign(new Error("no file"), { code: "EACCES" });
}

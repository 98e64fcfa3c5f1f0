/** Files written whole: next to where they go, onto the disk, and then put in place at once. */
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import {
  COPYFILE_EXCL,
  COPYFILE_FICLONE_FORCE,
  type Files,
  FilesFault,
  FsError,
  followsOnOpen,
  isOpenFlags,
  type Located,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_TRUNC,
  O_WRONLY,
  type Walk,
  type WriteFileOptions,
  writes,
} from "../../files";
import { onEntry, onExisting, ours, told, writable } from "./acting";
import { openPlace } from "./opening";
import { type DiskLocated, enterAll, type World } from "./place";

const FOLLOW: readonly Walk[] = ["follow"];
export const REPLACE = O_WRONLY | O_CREAT | O_TRUNC;

export function readWhole(world: World, located: Located): Uint8Array<ArrayBuffer> {
  const at = ours(world, located, "open", FOLLOW);
  const fd = openPlace(world, at, constants.O_RDONLY, 0);
  try {
    // A copy of its own: Node's small buffers share one, and more of it would go along with a transfer.
    return told({ syscall: "read" }, () => new Uint8Array(readFileSync(fd)));
  } finally {
    closeSync(fd);
  }
}

/** Puts a file with these bytes in its place, at once; false where they are to be added to one that is there. */
export function writeWhole(
  world: World,
  located: Located,
  bytes: Uint8Array,
  options: WriteFileOptions,
): boolean {
  const { flags = REPLACE, mode = 0o666 } = options;
  if (!(bytes instanceof Uint8Array))
    throw new FilesFault("BAD_ARGUMENT", "What is to be written is no bytes.");
  const at = ours(world, located, "open", followsOnOpen(flags) ? FOLLOW : ["link"]);
  if (isToBeMade(at, flags, mode)) {
    make(world, at, bytes, { flags, mode });
    return true;
  }
  const isThere = at.kind === "file" && !at.fault && !at.hasSlash;
  if (!isThere || (flags & O_TRUNC) === 0 || (flags & O_EXCL) !== 0 || !writes(flags)) return false;
  replace(world, at, bytes);
  return true;
}

function isToBeMade(at: DiskLocated, flags: number, mode: number): boolean {
  const isNew = at.kind === undefined && !at.fault && !at.hasSlash && at.name !== undefined;
  // What opening would refuse is left to it, and so is what is no plain way to write.
  const isPlain = isOpenFlags(flags) && writes(flags) && (flags & O_DIRECTORY) === 0;
  return isNew && isPlain && (flags & O_CREAT) !== 0 && Number.isInteger(mode) && mode >= 0;
}

function make(world: World, at: DiskLocated, bytes: Uint8Array, { flags, mode }: Required<WriteFileOptions>) {
  const names = { syscall: "open", path: at.shown };
  writable(world, at, names);
  onEntry(world, at, names, (path) => {
    const temporary = `${path.slice(0, path.lastIndexOf("/"))}/${temporaryName()}`;
    writeTemporary(temporary, bytes, { mode: mode & 0o7777 });
    const isExclusive = (flags & O_EXCL) !== 0;
    try {
      // Only a link is made where nothing has the name and nowhere else, as O_EXCL asks; a rename leaves no second name.
      if (isExclusive) linkSync(temporary, path);
      else if (lstatSync(path, { throwIfNoEntry: false })) throw new FilesFault("STALE");
      else renameSync(temporary, path);
    } catch (error) {
      unlinkSync(temporary);
      throw error;
    }
    if (isExclusive) unlinkSync(temporary);
  });
}

function replace(world: World, at: DiskLocated, bytes: Uint8Array): void {
  const names = { syscall: "open", path: at.shown };
  writable(world, at, names);
  onExisting(world, at, names, (path, stat) => {
    accessSync(path, constants.W_OK);
    if (stat.nlink > 1) return overwrite(path, bytes);
    const folder = enterAll(world, at.folder);
    try {
      replaceWhole(folder.path, at.name as string, bytes, stat.mode & 0o7777);
    } finally {
      folder.release();
    }
  });
}

/** Bytes and permission bits, as libuv copies; each half is told as a copy. */
export function copyWhole(files: Files, from: Located, to: Located, flags: number): void {
  const fault = flags === COPYFILE_FICLONE_FORCE ? "ENOTSUP" : "EINVAL";
  if (flags !== 0 && flags !== COPYFILE_EXCL) throw new FsError(fault, "copyfile", from.shown, to.shown);
  try {
    const bytes = files.readFile(from);
    const { mode } = files.stat(from);
    const how = flags === COPYFILE_EXCL ? O_EXCL : O_TRUNC;
    files.writeFile(to, bytes, { flags: O_WRONLY | O_CREAT | how, mode: mode & 0o7777 });
  } catch (error) {
    throw error instanceof FsError ? new FsError(error.code, "copyfile", from.shown, to.shown) : error;
  }
}

/** A crash leaves at most one of these behind; the next whole write of the same kind does not mind. */
const temporaryName = (): string => `.aegis-${crypto.randomUUID()}.tmp`;
const TEMPORARY = /(^|\/)\.aegis-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;
export const isTemporaryName = (name: string): boolean => TEMPORARY.test(name);

export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at, bytes.length - at, null);
}

/** `folder` is held and `name` is in it: whoever reads sees the old bytes or the new ones, after a crash too. */
export function replaceWhole(
  folder: string,
  name: string,
  bytes: Uint8Array,
  bits: number | undefined,
): void {
  const temporary = `${folder}/${temporaryName()}`;
  writeTemporary(temporary, bytes, { bits });
  try {
    renameSync(temporary, `${folder}/${name}`);
  } catch (error) {
    unlinkSync(temporary);
    throw error;
  }
}

/** `bits` as they are to be, `mode` as the process's mask leaves it. */
function writeTemporary(
  path: string,
  bytes: Uint8Array,
  { mode = 0o666, bits }: { readonly mode?: number; readonly bits?: number | undefined },
): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const fd = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  try {
    if (bits !== undefined) fchmodSync(fd, bits);
    writeAll(fd, bytes);
    fsyncSync(fd);
  } catch (error) {
    unlinkSync(path);
    throw error;
  } finally {
    closeSync(fd);
  }
}

/** In place, for what has several names: replacing it would part them. */
export function overwrite(path: string, bytes: Uint8Array): void {
  const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  try {
    ftruncateSync(fd, 0);
    writeAll(fd, bytes);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Files written whole: next to where they go, onto the disk, and then put in place at once. */
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  ftruncateSync,
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
  type Located,
  O_CREAT,
  O_EXCL,
  O_TRUNC,
  O_WRONLY,
  type Walk,
  type WriteFileOptions,
  writes,
} from "../../files";
import { onExisting, ours, told, writable } from "./acting";
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

/** Puts new bytes in the place of a file that is there; false where there is none to replace. */
export function writeWhole(
  world: World,
  located: Located,
  bytes: Uint8Array,
  options: WriteFileOptions,
): boolean {
  const { flags = REPLACE } = options;
  if (!(bytes instanceof Uint8Array))
    throw new FilesFault("BAD_ARGUMENT", "What is to be written is no bytes.");
  const at = ours(world, located, "open", followsOnOpen(flags) ? FOLLOW : ["link"]);
  const isThere = at.kind === "file" && !at.fault && !at.hasSlash;
  if (!isThere || (flags & O_TRUNC) === 0 || (flags & O_EXCL) !== 0 || !writes(flags)) return false;
  replace(world, at, bytes);
  return true;
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

export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at, bytes.length - at, null);
}

/** `folder` is held and `name` is in it: whoever reads sees the old bytes or the new ones, after a crash too. */
export function replaceWhole(
  folder: string,
  name: string,
  bytes: Uint8Array,
  mode: number | undefined,
): void {
  const temporary = `${folder}/${temporaryName()}`;
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const fd = openSync(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o666);
  try {
    try {
      if (mode !== undefined) fchmodSync(fd, mode);
      writeAll(fd, bytes);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, `${folder}/${name}`);
  } catch (error) {
    unlinkSync(temporary);
    throw error;
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

/** What is known of a file beside its bytes, and who may change that. */
import { FilesFault, type FsCode, FsError } from "../errors";
import { PERMISSIONS, W_OK, X_OK } from "../flags";
import { secondsToNs } from "../times";
import type { FileStat, FileSystemStat, Located, Walk } from "../types";
import { checkMode } from "./entries";
import type { Inode } from "./inode";
import { description } from "./io";
import { checked, type MemoryLocated, ours } from "./located";
import type { Volume } from "./volume";

const BLOCK_BYTES = 4096;
const SECTOR_BYTES = 512;
/** TMPFS_MAGIC: what statfs says of a file system in memory. */
const TMPFS = 0x01021994;
const NO_CHANGE = -1;

const EITHER: readonly Walk[] = ["follow", "link"];
const FOLLOW: readonly Walk[] = ["follow"];

function statOf(volume: Volume, node: Inode): FileStat {
  return {
    dev: node.dev,
    ino: node.ino,
    mode: node.statMode,
    nlink: node.nlink,
    uid: node.uid,
    gid: node.gid,
    rdev: node.kind === "character" ? (volume.devices.get(node.target)?.rdev ?? 0) : 0,
    size: node.size,
    blksize: BLOCK_BYTES,
    blocks: Math.ceil((node.content?.stored ?? 0) / BLOCK_BYTES) * (BLOCK_BYTES / SECTOR_BYTES),
    atimeNs: node.atime,
    mtimeNs: node.mtime,
    ctimeNs: node.ctime,
    birthtimeNs: node.birthtime,
  };
}

export function stat(volume: Volume, located: Located): FileStat {
  ours(volume, located);
  return statOf(volume, existing(volume, located, located.walk === "link" ? "lstat" : "stat", EITHER).node);
}

export function fstat(volume: Volume, fd: number): FileStat {
  return statOf(volume, volume.node(description(volume, fd, "fstat").ino));
}

function existing(
  volume: Volume,
  located: Located,
  syscall: string,
  walks: readonly Walk[],
): { at: MemoryLocated; node: Inode } {
  const at = checked(volume, located, syscall, walks);
  if (at.ino === 0) throw new FsError("ENOENT", syscall, at.shown);
  return { at, node: volume.node(at.ino) };
}

export function access(volume: Volume, located: Located, mode: number): void {
  ours(volume, located);
  if (!Number.isInteger(mode) || mode < 0 || mode > 7) throw new FsError("EINVAL", "access", located.shown);
  const { at, node } = existing(volume, located, "access", FOLLOW);
  const isWriting = (mode & W_OK) !== 0 && node.kind !== "character";
  if (isWriting && volume.isReadOnly(node.dev)) throw new FsError("EROFS", "access", at.shown);
  // A file may be run only if somebody may run it, whoever asks.
  const isRunnable = (mode & X_OK) === 0 || node.kind === "directory" || (node.mode & 0o111) !== 0;
  if (!isRunnable || !volume.may(node, mode)) throw new FsError("EACCES", "access", at.shown);
}

export function realpath(volume: Volume, located: Located): string {
  return existing(volume, located, "realpath", FOLLOW).at.path;
}

/** The path of what is there, or of where it would be. */
export function resolvedPath(at: Located): string {
  if (at.fault) throw new FsError(at.fault, "realpath", at.shown);
  return at.path;
}

export function statfs(volume: Volume, located: Located): FileSystemStat {
  existing(volume, located, "statfs", FOLLOW);
  const blocks = Math.floor(volume.limits.bytes / BLOCK_BYTES);
  const free = Math.max(0, blocks - Math.ceil(volume.usedBytes / BLOCK_BYTES));
  const { files } = volume.limits;
  const ffree = Math.max(0, files - volume.table.count);
  return { type: TMPFS, bsize: BLOCK_BYTES, blocks, bfree: free, bavail: free, files, ffree };
}

function ownerFault(volume: Volume, node: Inode): FsCode | undefined {
  if (volume.isReadOnly(node.dev)) return "EROFS";
  return node.uid === volume.uid ? undefined : "EPERM";
}

/** Changes the node when it may be changed. */
function change(
  volume: Volume,
  node: Inode,
  place: { folder: number; name: string },
  fail: (code: FsCode) => never,
  apply: (node: Inode) => void,
): void {
  const fault = ownerFault(volume, node);
  if (fault) fail(fault);
  const owned = volume.own(node.ino);
  apply(owned);
  owned.ctime = volume.clock();
  volume.feed.emit({ what: "attributes", ...place, node: owned });
}

/** The same by path and by descriptor: only what an error names differs. */
function changeAt(
  volume: Volume,
  located: Located,
  call: string,
  walks: readonly Walk[],
  apply: Apply,
): void {
  const { at, node } = existing(volume, located, call, walks);
  const fail = (code: FsCode): never => {
    throw new FsError(code, call, at.shown);
  };
  change(volume, node, { folder: at.parent, name: at.name }, fail, apply);
}
function changeFd(volume: Volume, fd: number, call: string, apply: Apply): void {
  const { ino, folder, name } = description(volume, fd, call);
  const fail = (code: FsCode): never => {
    throw new FsError(code, call);
  };
  change(volume, volume.node(ino), { folder, name }, fail, apply);
}
type Apply = (node: Inode) => void;

function setMode(mode: number): Apply {
  checkMode(mode);
  return (node) => {
    node.mode = mode & PERMISSIONS;
  };
}
export const chmod = (volume: Volume, at: Located, mode: number): void =>
  changeAt(volume, at, "chmod", FOLLOW, setMode(mode));
export const fchmod = (volume: Volume, fd: number, mode: number): void =>
  changeFd(volume, fd, "fchmod", setMode(mode));

function setTimes(atime: number, mtime: number, fail: (code: FsCode) => never): Apply {
  const accessed = secondsToNs(atime);
  const modified = secondsToNs(mtime);
  if (accessed === undefined || modified === undefined) return fail("EINVAL");
  return (node) => {
    node.atime = accessed;
    node.mtime = modified;
  };
}
export function utimes(volume: Volume, at: Located, atime: number, mtime: number): void {
  ours(volume, at);
  const call = at.walk === "link" ? "lutime" : "utime";
  const fail = (code: FsCode): never => {
    throw new FsError(code, call, at.shown);
  };
  changeAt(volume, at, call, EITHER, setTimes(atime, mtime, fail));
}
export function futimes(volume: Volume, fd: number, atime: number, mtime: number): void {
  const fail = (code: FsCode): never => {
    throw new FsError(code, "futime");
  };
  changeFd(volume, fd, "futime", setTimes(atime, mtime, fail));
}

/** An ordinary user owns what it owns: only to itself can it give a file. */
function setOwner(volume: Volume, uid: number, gid: number, fail: (code: FsCode) => never): Apply {
  if (!isId(uid) || !isId(gid))
    throw new FilesFault("BAD_ARGUMENT", "That is no number of a user or a group.");
  return () => {
    if ((uid !== NO_CHANGE && uid !== volume.uid) || (gid !== NO_CHANGE && gid !== volume.gid)) fail("EPERM");
  };
}
const isId = (id: number): boolean => Number.isInteger(id) && id >= NO_CHANGE && id < 2 ** 32;

export function chown(volume: Volume, at: Located, uid: number, gid: number): void {
  ours(volume, at);
  const call = at.walk === "link" ? "lchown" : "chown";
  const fail = (code: FsCode): never => {
    throw new FsError(code, call, at.shown);
  };
  changeAt(volume, at, call, EITHER, setOwner(volume, uid, gid, fail));
}
export function fchown(volume: Volume, fd: number, uid: number, gid: number): void {
  const fail = (code: FsCode): never => {
    throw new FsError(code, "fchown");
  };
  changeFd(volume, fd, "fchown", setOwner(volume, uid, gid, fail));
}

/** open(2), and the whole-file calls that are an open, a transfer and a close without a descriptor in between. */
import { FilesFault, type FsCode, FsError } from "../errors";
import {
  COPYFILE_EXCL,
  COPYFILE_FICLONE,
  COPYFILE_FICLONE_FORCE,
  followsOnOpen,
  isOpenFlags,
  O_APPEND,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  R_OK,
  reads,
  W_OK,
  writes,
  X_OK,
} from "../flags";
import type { Located, Walk, WriteFileOptions } from "../types";
import { checkMode } from "./entries";
import type { Inode } from "./inode";
import { lengthFault, resizeNode, writeNode } from "./io";
import { checked, MemoryLocated, ours } from "./located";
import type { Volume } from "./volume";

const FOLLOW: readonly Walk[] = ["follow"];
const LINK: readonly Walk[] = ["link"];
const REPLACE = O_WRONLY | O_CREAT | O_TRUNC;

export function open(volume: Volume, located: Located, flags: number, mode: number): number {
  const at = openable(volume, located, flags, mode);
  if (volume.fds.count >= volume.limits.descriptors) throw new FsError("EMFILE", "open", at.shown);
  const node = openNode(volume, at, flags, mode);
  return volume.fds.add(node, flags, at.parent, at.name);
}

function openable(volume: Volume, located: Located, flags: number, mode: number): MemoryLocated {
  checkMode(mode);
  ours(volume, located);
  if (!isOpenFlags(flags)) throw new FsError("EINVAL", "open", located.shown);
  if ((flags & O_CREAT) !== 0 && asksForFolder(located)) throw new FsError("EISDIR", "open", located.shown);
  return checked(volume, located, "open", followsOnOpen(flags) ? FOLLOW : LINK);
}

/** A slash at the end asks for a folder, and open makes none. Linux says so before it looks what is there. */
function asksForFolder(at: Located): boolean {
  return at instanceof MemoryLocated && at.asksForFolder;
}

/** The node that such an open reaches, made when it is to be made, emptied when it is to be emptied. */
function openNode(volume: Volume, at: MemoryLocated, flags: number, mode: number): Inode {
  const node = at.ino === 0 ? undefined : volume.node(at.ino);
  const fault = node ? openFault(volume, node, flags) : createFault(volume, at, flags);
  if (fault) throw new FsError(fault, "open", at.shown);
  if (node === undefined) return create(volume, at, mode);
  if ((flags & O_TRUNC) !== 0 && node.content) resizeNode(volume, node.ino, 0, at.parent, at.name);
  return node;
}

function openFault(volume: Volume, node: Inode, flags: number): FsCode | undefined {
  const isFolder = node.kind === "directory";
  if ((flags & O_CREAT) !== 0) {
    if ((flags & O_EXCL) !== 0) return "EEXIST";
    if (isFolder) return "EISDIR";
  }
  if ((flags & O_DIRECTORY) !== 0 && !isFolder) return "ENOTDIR";
  if (node.kind === "symlink") return "ELOOP";
  const isWriting = writes(flags) || (flags & O_TRUNC) !== 0;
  if (isFolder && isWriting) return "EISDIR";
  if (isWriting && node.kind === "file" && volume.isReadOnly(node.dev)) return "EROFS";
  const mask = (reads(flags) ? R_OK : 0) | (isWriting ? W_OK : 0);
  return volume.may(node, mask) ? undefined : "EACCES";
}

function createFault(volume: Volume, at: MemoryLocated, flags: number): FsCode | undefined {
  if ((flags & O_CREAT) === 0) return "ENOENT";
  const folder = volume.node(at.parent);
  if (volume.isReadOnly(folder.dev)) return "EROFS";
  return volume.may(folder, W_OK | X_OK) ? volume.noRoom(1) : "EACCES";
}

function create(volume: Volume, at: MemoryLocated, mode: number): Inode {
  const folder = volume.node(at.parent);
  const node = volume.newNode("file", mode & ~volume.umask, folder.dev);
  volume.link(folder, at.name, node);
  volume.feed.emit({ what: "create", folder: folder.ino, name: at.name, node });
  return node;
}

export function readFile(volume: Volume, located: Located): Uint8Array<ArrayBuffer> {
  const at = checked(volume, located, "open", FOLLOW);
  const node = openNode(volume, at, O_RDONLY, 0);
  if (node.content) return node.content.whole();
  if (node.kind === "directory") throw new FsError("EISDIR", "read");
  return drain(volume, node);
}

/** A device to its end, if it has one. */
function drain(volume: Volume, node: Inode): Uint8Array<ArrayBuffer> {
  const device = volume.devices.get(node.target);
  if (device === undefined) throw new FsError("ENXIO", "read");
  const parts: number[] = [];
  const buffer = new Uint8Array(4096);
  while (!device.isEndless && parts.length <= volume.limits.fileBytes) {
    const count = device.read(buffer);
    if (count === 0) return Uint8Array.from(parts);
    for (const byte of buffer.subarray(0, count)) parts.push(byte);
  }
  throw new FsError("EFBIG", "read");
}

export function writeFile(
  volume: Volume,
  located: Located,
  bytes: Uint8Array,
  options: WriteFileOptions,
): void {
  const { flags = REPLACE, mode = 0o666 } = options;
  if (!(bytes instanceof Uint8Array))
    throw new FilesFault("BAD_ARGUMENT", "What is to be written is no bytes.");
  const at = openable(volume, located, flags, mode);
  const there = at.ino === 0 ? undefined : volume.node(at.ino);
  const fault = there ? openFault(volume, there, flags) : createFault(volume, at, flags);
  if (fault) throw new FsError(fault, "open", at.shown);
  if (!writes(flags)) throw new FsError("EBADF", "write");
  const isEmptied = (flags & O_TRUNC) !== 0;
  const start = (flags & O_APPEND) !== 0 && !isEmptied ? (there?.size ?? 0) : 0;
  const spared = isEmptied ? (there?.content?.stored ?? 0) : 0;
  const isDevice = there?.kind === "character";
  // Asked before anything happens: a file that was emptied and then found no room would be lost.
  const room = isDevice ? undefined : roomFault(volume, there, bytes.length, start, spared);
  if (room) throw new FsError(room, "write");
  const node = there ?? create(volume, at, mode);
  if (isDevice) volume.devices.get(node.target)?.write(bytes);
  else if (there && isEmptied && bytes.length === 0) resizeNode(volume, node.ino, 0, at.parent, at.name);
  else {
    if (isEmptied) resizeNode(volume, node.ino, 0);
    if (bytes.length > 0) writeNode(volume, node.ino, bytes, start, at.parent, at.name);
  }
}

function roomFault(
  volume: Volume,
  node: Inode | undefined,
  length: number,
  start: number,
  spared: number,
): FsCode | undefined {
  if (start + length > volume.limits.fileBytes) return "EFBIG";
  const content = spared > 0 ? undefined : node?.content;
  const more = content ? content.growth(length, start) : length;
  return volume.usedBytes - spared + more > volume.limits.bytes ? "ENOSPC" : undefined;
}

const COPY_FLAGS = COPYFILE_EXCL | COPYFILE_FICLONE | COPYFILE_FICLONE_FORCE;

/** As libuv copies: content and permission bits; the same file onto itself is nothing. */
export function copyFile(volume: Volume, source: Located, target: Located, flags: number): void {
  const fail = (code: FsCode): never => {
    throw new FsError(code, "copyfile", source.shown, target.shown);
  };
  ours(volume, source);
  ours(volume, target);
  if (!Number.isInteger(flags) || (flags & ~COPY_FLAGS) !== 0) fail("EINVAL");
  // Chunks could be shared, but then a clone would be free and the quota would not see it.
  if ((flags & COPYFILE_FICLONE_FORCE) !== 0) fail("ENOTSUP");
  if (source.fault) fail(source.fault);
  const isExclusive = (flags & COPYFILE_EXCL) !== 0;
  const openFlags = O_WRONLY | O_CREAT | (isExclusive ? O_EXCL : 0);
  const from = checked(volume, source, "copyfile", FOLLOW);
  if (from.ino === 0) fail("ENOENT");
  const node = volume.node(from.ino);
  const unreadable = openFault(volume, node, O_RDONLY);
  if (unreadable) fail(unreadable);
  if (asksForFolder(target)) fail("EISDIR");
  if (target.fault) fail(target.fault);
  const to = checked(volume, target, "copyfile", followsOnOpen(openFlags) ? FOLLOW : LINK);
  const there = to.ino === 0 ? undefined : volume.node(to.ino);
  const fault = there ? openFault(volume, there, openFlags) : createFault(volume, to, openFlags);
  if (fault) fail(fault);
  if (there === node) return;
  if (node.kind === "directory") fail("EISDIR");
  const bytes = node.content ? node.content.whole() : drain(volume, node);
  const room = roomFault(volume, there, bytes.length, 0, there?.content?.stored ?? 0);
  if (room) fail(room);
  const made = there ?? create(volume, to, 0o600);
  if (made.kind === "character") return;
  resizeNode(volume, made.ino, 0);
  const copy = volume.own(made.ino);
  copy.mode = node.mode;
  writeNode(volume, copy.ino, bytes, 0, to.parent, to.name);
}

/** As Node does it: an open for writing, and a change of its length. */
export function truncate(volume: Volume, located: Located, length: number): void {
  const at = checked(volume, located, "open", FOLLOW);
  const node = at.ino === 0 ? undefined : volume.node(at.ino);
  const fault = node ? openFault(volume, node, O_RDWR) : "ENOENT";
  if (fault || !node) throw new FsError(fault ?? "ENOENT", "open", at.shown);
  const wrong = lengthFault(volume, node, length);
  if (wrong) throw new FsError(wrong, "ftruncate");
  resizeNode(volume, node.ino, length, at.parent, at.name);
}

/** Reading and writing open files: positions, appending, holes, devices. */
import { FilesFault, type FsCode, FsError } from "../errors";
import { O_APPEND, reads, writes } from "../flags";
import type { OpenFile } from "../types";
import type { Description } from "./descriptors";
import type { Device } from "./devices";
import type { Inode } from "./inode";
import type { Volume } from "./volume";

/** Changes the bytes of a file and says so; the names are those that it was reached by. */
export function writeNode(
  volume: Volume,
  ino: number,
  bytes: Uint8Array,
  position: number,
  folder: number,
  name: string,
): void {
  const node = volume.own(ino);
  const content = node.content;
  if (content === undefined) return;
  const before = content.stored;
  content.write(bytes, position);
  volume.usedBytes += content.stored - before;
  node.mtime = node.ctime = volume.clock();
  volume.feed.emit({ what: "write", folder, name, node });
}

/** Without a place nothing is told: it is a step of something larger. */
export function resizeNode(volume: Volume, ino: number, size: number, folder?: number, name = ""): void {
  const node = volume.own(ino);
  const content = node.content;
  if (content === undefined) return;
  const before = content.stored;
  content.resize(size);
  volume.usedBytes += content.stored - before;
  node.mtime = node.ctime = volume.clock();
  if (folder !== undefined) volume.feed.emit({ what: "write", folder, name, node });
}

export function description(volume: Volume, fd: number, syscall: string): Description {
  const found = volume.fds.get(fd);
  if (found === undefined) throw new FsError("EBADF", syscall);
  return found;
}

export function opened(volume: Volume, fd: number, syscall: string): OpenFile {
  if (typeof syscall !== "string") throw new FilesFault("BAD_ARGUMENT", "The call has no name.");
  const { ino, flags, folder, name } = description(volume, fd, syscall);
  const node = volume.node(ino);
  const path = node.kind === "directory" ? folderPath(volume, ino) : volume.pathOf(folder, name);
  return { kind: node.kind, flags, path };
}

function folderPath(volume: Volume, ino: number): string | undefined {
  return volume.node(ino).nlink > 0 ? volume.folderPath(ino) : undefined;
}

export function close(volume: Volume, fd: number): void {
  const { ino } = description(volume, fd, "close");
  volume.fds.remove(fd);
  volume.dropIfUnused(volume.node(ino));
}

export function read(
  volume: Volume,
  fd: number,
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number | null,
): number {
  checkRange(buffer, offset, length);
  const from = description(volume, fd, "read");
  if (!reads(from.flags)) throw new FsError("EBADF", "read");
  const node = volume.node(from.ino);
  if (node.kind === "directory") throw new FsError("EISDIR", "read");
  if (node.content === undefined)
    return deviceOf(volume, node.target, "read").read(buffer.subarray(offset, offset + length));
  const at = checkedPosition(position, "read") ?? from.position;
  const count = Math.max(0, Math.min(length, node.content.size - at));
  if (count > 0) node.content.read(buffer.subarray(offset, offset + count), at);
  if (position === null) from.position = at + count;
  return count;
}

export function write(
  volume: Volume,
  fd: number,
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number | null,
): number {
  checkRange(buffer, offset, length);
  const to = description(volume, fd, "write");
  if (!writes(to.flags)) throw new FsError("EBADF", "write");
  const bytes = buffer.subarray(offset, offset + length);
  const node = volume.node(to.ino);
  if (node.content === undefined) return deviceOf(volume, node.target, "write").write(bytes);
  // Linux appends even where a position is given.
  const asked = checkedPosition(position, "write");
  const at = (to.flags & O_APPEND) !== 0 ? node.content.size : (asked ?? to.position);
  if (length > 0) {
    const fault = roomFault(volume, at + length, node.content.growth(length, at));
    if (fault) throw new FsError(fault, "write");
    writeNode(volume, to.ino, bytes, at, to.folder, to.name);
  }
  if (position === null) to.position = at + length;
  return length;
}

function roomFault(volume: Volume, end: number, more: number): FsCode | undefined {
  if (end > volume.limits.fileBytes) return "EFBIG";
  return volume.usedBytes + more > volume.limits.bytes ? "ENOSPC" : undefined;
}

export function ftruncate(volume: Volume, fd: number, length: number): void {
  const { ino, flags, folder, name } = description(volume, fd, "ftruncate");
  const fault = writes(flags) ? lengthFault(volume, volume.node(ino), length) : "EINVAL";
  if (fault) throw new FsError(fault, "ftruncate");
  resizeNode(volume, ino, length, folder, name);
}

/** Why a file cannot have that length. */
export function lengthFault(volume: Volume, node: Inode, length: number): FsCode | undefined {
  if (node.content === undefined || !Number.isInteger(length) || length < 0) return "EINVAL";
  return length > volume.limits.fileBytes ? "EFBIG" : undefined;
}

/** There is nothing to wait for: what was written is in memory. Only the descriptor has to be one. */
export function fsync(volume: Volume, fd: number, dataOnly: boolean): void {
  const syscall = dataOnly ? "fdatasync" : "fsync";
  const node = volume.node(description(volume, fd, syscall).ino);
  if (node.kind === "character") throw new FsError("EINVAL", syscall);
}

function deviceOf(volume: Volume, name: string, syscall: string): Device {
  const device = volume.devices.get(name);
  if (device === undefined) throw new FsError("ENXIO", syscall);
  return device;
}

function checkRange(buffer: Uint8Array, offset: number, length: number): void {
  const isRange =
    buffer instanceof Uint8Array &&
    Number.isInteger(offset) &&
    Number.isInteger(length) &&
    offset >= 0 &&
    length >= 0 &&
    offset + length <= buffer.length;
  if (!isRange) throw new FilesFault("BAD_ARGUMENT", "The range does not lie within the buffer.");
}

function checkedPosition(position: number | null, syscall: string): number | undefined {
  if (position === null) return undefined;
  if (!Number.isSafeInteger(position) || position < 0) throw new FsError("EINVAL", syscall);
  return position;
}

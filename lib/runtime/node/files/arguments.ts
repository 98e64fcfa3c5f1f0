/** What callers hand in, checked before Node sees it; and what Node tells of a file, as the interface has it. */
import fs from "node:fs";
import { type FileStat, FilesFault, FsError } from "../../files";

export function heldStat(path: string): fs.BigIntStats {
  const fd = Number(path.slice(path.lastIndexOf("/") + 1));
  return fs.fstatSync(fd, { bigint: true });
}

export function statOf(stat: fs.BigIntStats): FileStat {
  const { atimeNs, mtimeNs, ctimeNs, birthtimeNs } = stat;
  const [dev, ino, mode, nlink, uid, gid] = [
    stat.dev,
    stat.ino,
    stat.mode,
    stat.nlink,
    stat.uid,
    stat.gid,
  ].map(Number);
  const [rdev, size, blksize, blocks] = [stat.rdev, stat.size, stat.blksize, stat.blocks].map(Number);
  const numbers = { dev, ino, mode, nlink, uid, gid, rdev, size, blksize, blocks } as FileStat;
  return { ...numbers, atimeNs, mtimeNs, ctimeNs, birthtimeNs };
}

export function checkTransfer(
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number | null,
  call: string,
): void {
  const isRange = buffer instanceof Uint8Array && Number.isInteger(offset) && Number.isInteger(length);
  if (!isRange || offset < 0 || length < 0 || offset + length > buffer.length)
    throw new FilesFault("BAD_ARGUMENT", "The range does not lie within the buffer.");
  if (position !== null && (!Number.isSafeInteger(position) || position < 0))
    throw new FsError("EINVAL", call);
}

export function checkBits(mode: number): void {
  if (!Number.isInteger(mode) || mode < 0 || mode > 0o177777)
    throw new FilesFault("BAD_ARGUMENT", "The mode is no set of permission bits.");
}

export function checkIds(uid: number, gid: number): void {
  const isId = (id: number) => Number.isInteger(id) && id >= -1 && id < 2 ** 32;
  if (!isId(uid) || !isId(gid))
    throw new FilesFault("BAD_ARGUMENT", "That is no number of a user or a group.");
}

export function seconds(time: number, syscall: string, path?: string): number {
  if (typeof time !== "number" || !(Math.abs(time) <= 9_223_372_036))
    throw new FsError("EINVAL", syscall, path);
  return time;
}

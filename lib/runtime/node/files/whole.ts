/** Files written whole: next to where they go, onto the disk, and then put in place at once. */
import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";

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

/** The numbers of Linux that the interface uses, as `fs.constants` has them, and what follows from them. */
export const O_RDONLY = 0;
export const O_WRONLY = 1;
export const O_RDWR = 2;
export const O_ACCMODE = 3;
export const O_CREAT = 0o100;
export const O_EXCL = 0o200;
export const O_NOCTTY = 0o400;
export const O_TRUNC = 0o1000;
export const O_APPEND = 0o2000;
export const O_NONBLOCK = 0o4000;
export const O_DSYNC = 0o10000;
export const O_DIRECTORY = 0o200000;
export const O_NOFOLLOW = 0o400000;
export const O_NOATIME = 0o1000000;
export const O_CLOEXEC = 0o2000000;
export const O_SYNC = 0o4010000;

/** What has no meaning here (O_PATH, O_TMPFILE, O_DIRECT, unknown bits) is refused, not ignored. */
const O_KNOWN =
  O_ACCMODE |
  O_CREAT |
  O_EXCL |
  O_NOCTTY |
  O_TRUNC |
  O_APPEND |
  O_NONBLOCK |
  O_DSYNC |
  O_DIRECTORY |
  O_NOFOLLOW |
  O_NOATIME |
  O_CLOEXEC |
  O_SYNC;

export const S_IFMT = 0o170000;
export const S_IFREG = 0o100000;
export const S_IFDIR = 0o040000;
export const S_IFLNK = 0o120000;
export const S_IFCHR = 0o020000;

export const R_OK = 4;
export const W_OK = 2;
export const X_OK = 1;

export const COPYFILE_EXCL = 1;
export const COPYFILE_FICLONE = 2;
export const COPYFILE_FICLONE_FORCE = 4;

export const PERMISSIONS = 0o7777;

export function isOpenFlags(flags: number): boolean {
  if (!Number.isInteger(flags) || flags < 0 || (flags & ~O_KNOWN) !== 0) return false;
  if ((flags & O_ACCMODE) === O_ACCMODE) return false;
  // Linux refuses the pair since 6.4: it would create a plain file and then say that it is no folder.
  return (flags & (O_CREAT | O_DIRECTORY)) !== (O_CREAT | O_DIRECTORY);
}

export const reads = (flags: number): boolean => (flags & O_ACCMODE) !== O_WRONLY;
export const writes = (flags: number): boolean => (flags & O_ACCMODE) !== O_RDONLY;

/** Whether open() with these flags follows a symbolic link at the end of its path. */
export function followsOnOpen(flags: number): boolean {
  return (flags & O_NOFOLLOW) === 0 && (flags & (O_CREAT | O_EXCL)) !== (O_CREAT | O_EXCL);
}

/**
 * The file system that a sandboxed program sees, at the level of system calls. Whoever mediates locates a path once,
 * decides on what was found (`Located.path`, and the path that was asked for), and hands the same `Located` to the
 * operation: nothing is resolved a second time, so nothing can be swapped between the decision and the effect.
 *
 * Guarantees: operations are synchronous and whole; they fail with `FsError` (an answer to the guest) or `FilesFault`
 * (a broken caller, or a location that has changed since it was decided on). Nothing here decides what is allowed.
 */
import type { FsCode } from "./errors";

export type FileKind = "file" | "directory" | "symlink" | "character";

/**
 * How the last name of a path is taken. `follow`: through symbolic links (stat, open). `link`: the link itself, unless
 * a slash comes after it (lstat, readlink, the source of link). `entry`: the name in its folder, whatever it is
 * (mkdir, rmdir, unlink, rename, symlink, the new name of link).
 */
export type Walk = "follow" | "link" | "entry";

export interface LocateOptions {
  readonly walk: Walk;
  /** The path as the guest wrote it, for messages; the path itself when left out. */
  readonly shown?: string;
}

export interface Located {
  readonly shown: string;
  readonly walk: Walk;
  /**
   * Canonical: absolute, without `.`, `..` and doubled slashes, and no folder of it is a symbolic link; nor is the
   * whole, when it was followed. Where the walk broke off (`fault`), the rest is appended as it was written, so that
   * there is a path to decide on before the guest learns that, or why, there is nothing.
   */
  readonly path: string;
  /** Undefined: there is nothing of that name. */
  readonly kind: FileKind | undefined;
  /** Why the walk did not get to the last name. Every operation throws it, under its own name. */
  readonly fault: FsCode | undefined;
  /** With ENOENT: the folders that are not there, outermost first, without the last name. mkdir makes them. */
  readonly missing: readonly string[];
  /** The path went on, by `..`, outside of what this file system shows: there, as the guest means it. */
  readonly leftTo?: string | undefined;
}

export interface FileStat {
  readonly dev: number;
  readonly ino: number;
  readonly mode: number;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  readonly rdev: number;
  readonly size: number;
  readonly blksize: number;
  readonly blocks: number;
  readonly atimeNs: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly birthtimeNs: bigint;
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: FileKind;
}

export interface FileSystemStat {
  readonly type: number;
  readonly bsize: number;
  readonly blocks: number;
  readonly bfree: number;
  readonly bavail: number;
  readonly files: number;
  readonly ffree: number;
}

export interface WatchEvent {
  readonly type: "rename" | "change";
  /** The name in the watched folder, below it when recursive, or the watched file's own. */
  readonly name: string;
}
export interface Watching {
  close(): void;
}

export interface OpenFile {
  readonly kind: FileKind;
  readonly flags: number;
  /** Where it is now, after renames; undefined when it has no name any more. */
  readonly path: string | undefined;
}

export interface WriteFileOptions {
  /** As for open; O_WRONLY | O_CREAT | O_TRUNC when left out. */
  readonly flags?: number;
  /** Of a new file, before the umask; 0o666 when left out. */
  readonly mode?: number;
}

export interface Files {
  /** Throws no `FsError`: what is wrong with the path is in the answer. */
  locate(path: string, options: LocateOptions): Located;
  /** The canonical path alone; throws what broke the walk. Only for showing: act on `locate`. */
  resolve(path: string, options: { readonly follow: boolean }): string;

  open(at: Located, flags: number, mode: number): number;
  close(fd: number): void;
  /** What a descriptor stands for: the mediator decides on it, as it does on a path. */
  opened(fd: number, syscall: string): OpenFile;
  /** At `position`, or where the descriptor stands. Answers with the number of bytes, 0 at the end. */
  read(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number;
  write(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number;
  fstat(fd: number): FileStat;
  ftruncate(fd: number, length: number): void;
  fsync(fd: number, dataOnly?: boolean): void;
  /** Seconds since 1970, as Node hands them on: fractions down to a microsecond. */
  futimes(fd: number, atime: number, mtime: number): void;
  fchmod(fd: number, mode: number): void;
  fchown(fd: number, uid: number, gid: number): void;

  /** `stat` for what was followed, `lstat` for what was not. */
  stat(at: Located): FileStat;
  access(at: Located, mode: number): void;
  /** By name, in the order of bytes, as Node shows them. */
  readdir(at: Located): FolderEntry[];
  /** With `recursive`, what is missing before it is made as well; answers with the first path that was made. */
  mkdir(at: Located, mode: number, recursive?: boolean): string | undefined;
  /** `at` is the whole name, made by `temporaryName`: it is decided on as it will be. */
  mkdtemp(at: Located): void;
  rmdir(at: Located): void;
  unlink(at: Located): void;
  rename(from: Located, to: Located): void;
  link(existing: Located, at: Located): void;
  symlink(target: string, at: Located): void;
  readlink(at: Located): string;
  realpath(at: Located): string;
  chmod(at: Located, mode: number): void;
  chown(at: Located, uid: number, gid: number): void;
  /** `utimes` for what was followed, `lutimes` for what was not. */
  utimes(at: Located, atime: number, mtime: number): void;
  truncate(at: Located, length: number): void;
  copyFile(from: Located, to: Located, flags: number): void;
  statfs(at: Located): FileSystemStat;

  readFile(at: Located): Uint8Array<ArrayBuffer>;
  /** Whole or not at all: when there is no room, the file is what it was. */
  writeFile(at: Located, bytes: Uint8Array, options?: WriteFileOptions): void;

  watch(at: Located, options: { recursive?: boolean }, listener: (event: WatchEvent) => void): Watching;
}

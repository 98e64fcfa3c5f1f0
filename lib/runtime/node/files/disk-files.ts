/**
 * A real folder as sandboxed programs see it: the same interface as the one in memory, and nothing outside the folder.
 *
 * Guarantees: no call follows a link that leaves the folder, or opens a device, FIFO or socket; nothing is changed where
 * `mayWrite` says no; a file that is written whole is either before or after. On Linux each call acts on the very file
 * that was located, or fails as stale; elsewhere see `folders.ts`. It does not decide what a guest may read.
 */
import fs from "node:fs";
import {
  COPYFILE_EXCL,
  type FileStat,
  type FileSystemStat,
  type Files,
  FilesFault,
  type FolderEntry,
  FsError,
  followsOnOpen,
  type Located,
  type LocateOptions,
  O_CREAT,
  O_EXCL,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  type OpenFile,
  reads,
  type Walk,
  type WatchEvent,
  type Watching,
  type WriteFileOptions,
  writes,
} from "../../files";
import { compareNames } from "../../files/names";
import { onEntry, onExisting, ours, told } from "./acting";
import { DiskDescriptors } from "./descriptors";
import { foldersOf } from "./folders";
import { storedTarget } from "./links";
import { openPlace } from "./opening";
import { type DiskLocated, enterAll, kindOf, locateOnDisk, type World } from "./place";
import { overwrite, replaceWhole, writeAll } from "./whole";

export interface DiskOptions {
  readonly root: string;
  /** Where a guest sees it: "/workspace". */
  readonly mount: string;
  /** Asked with the canonical path before every change. */
  readonly mayWrite: (path: string) => boolean;
  readonly descriptors?: number;
}

const FOLLOW: readonly Walk[] = ["follow"];
const EITHER: readonly Walk[] = ["follow", "link"];
const ENTRY: readonly Walk[] = ["entry"];
const REPLACE = O_WRONLY | O_CREAT | O_TRUNC;

export class DiskFiles implements Files {
  readonly #world: World;
  readonly #mayWrite: (path: string) => boolean;
  readonly #fds: DiskDescriptors;

  constructor({ root, mount, mayWrite, descriptors = 1_024 }: DiskOptions) {
    if (!/^(\/[^/]+)+$/.test(mount))
      throw new FilesFault("BAD_ARGUMENT", "The folder is mounted below the root.");
    this.#world = { owner: this, folders: foldersOf(root), mount, real: fs.realpathSync.native(root) };
    this.#mayWrite = mayWrite;
    this.#fds = new DiskDescriptors(descriptors);
  }

  /** Whether calls are held to what was located without a race: on Linux. */
  get isExact(): boolean {
    return this.#world.folders.isExact;
  }

  locate(path: string, options: LocateOptions): Located {
    return locateOnDisk(this.#world, path, options);
  }
  resolve(path: string, { follow }: { readonly follow: boolean }): string {
    const at = this.locate(path, { walk: follow ? "follow" : "link" });
    if (at.fault) throw new FsError(at.fault, "realpath", path);
    return at.path;
  }

  open(located: Located, flags: number, mode: number): number {
    const at = ours(this.#world, located, "open", followsOnOpen(flags) ? FOLLOW : ["link"]);
    if (this.#fds.isFull) throw new FsError("EMFILE", "open", at.shown);
    const isChange =
      writes(flags) || (flags & O_TRUNC) !== 0 || (at.kind === undefined && (flags & O_CREAT) !== 0);
    if (isChange && !at.fault && at.kind !== "directory")
      this.#writable(at, { syscall: "open", path: at.shown });
    const fd = openPlace(this.#world, at, flags, mode);
    return this.#fds.add({ fd, flags, path: at.path });
  }
  close(fd: number): void {
    const { fd: real } = this.#fds.remove(fd);
    told({ syscall: "close" }, () => fs.closeSync(real));
  }
  opened(fd: number, syscall: string): OpenFile {
    const { fd: real, flags, path } = this.#fds.get(fd, syscall);
    const kind = kindOf(fs.fstatSync(real)) ?? "file";
    return { kind, flags, path: this.isExact ? this.#pathNow(real) : path };
  }
  read(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number {
    const { fd: real, flags } = this.#fds.get(fd, "read");
    checkTransfer(buffer, offset, length, position, "read");
    if (!reads(flags)) throw new FsError("EBADF", "read");
    return told({ syscall: "read" }, () => fs.readSync(real, buffer, offset, length, position));
  }
  write(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number {
    const { fd: real, flags } = this.#fds.get(fd, "write");
    checkTransfer(buffer, offset, length, position, "write");
    if (!writes(flags)) throw new FsError("EBADF", "write");
    return told({ syscall: "write" }, () => fs.writeSync(real, buffer, offset, length, position));
  }
  fstat(fd: number): FileStat {
    const { fd: real } = this.#fds.get(fd, "fstat");
    return told({ syscall: "fstat" }, () => statOf(fs.fstatSync(real, { bigint: true })));
  }
  ftruncate(fd: number, length: number): void {
    const { fd: real, flags } = this.#fds.get(fd, "ftruncate");
    if (!writes(flags) || !Number.isSafeInteger(length) || length < 0)
      throw new FsError("EINVAL", "ftruncate");
    told({ syscall: "ftruncate" }, () => fs.ftruncateSync(real, length));
  }
  fsync(fd: number, dataOnly = false): void {
    const syscall = dataOnly ? "fdatasync" : "fsync";
    const { fd: real } = this.#fds.get(fd, syscall);
    told({ syscall }, () => (dataOnly ? fs.fdatasyncSync(real) : fs.fsyncSync(real)));
  }
  futimes(fd: number, atime: number, mtime: number): void {
    this.#changeFd(fd, "futime", (real) =>
      fs.futimesSync(real, seconds(atime, "futime"), seconds(mtime, "futime")),
    );
  }
  fchmod(fd: number, mode: number): void {
    checkBits(mode);
    this.#changeFd(fd, "fchmod", (real) => fs.fchmodSync(real, mode & 0o7777));
  }
  fchown(fd: number, uid: number, gid: number): void {
    checkIds(uid, gid);
    this.#changeFd(fd, "fchown", (real) => fs.fchownSync(real, uid, gid));
  }

  stat(located: Located): FileStat {
    const at = ours(this.#world, located, "stat", EITHER);
    const names = { syscall: at.walk === "link" ? "lstat" : "stat", path: at.shown };
    return onExisting(this.#world, at, names, (path) =>
      // A held link is reached through its descriptor, which lstat would not go through.
      statOf(this.isExact ? heldStat(path) : fs.lstatSync(path, { bigint: true })),
    );
  }
  access(located: Located, mode: number): void {
    const at = ours(this.#world, located, "access", FOLLOW);
    const names = { syscall: "access", path: at.shown };
    if (!Number.isInteger(mode) || mode < 0 || mode > 7) throw new FsError("EINVAL", "access", at.shown);
    onExisting(this.#world, at, names, (path) => fs.accessSync(path, mode));
    if ((mode & fs.constants.W_OK) !== 0) this.#writable(at, names);
  }
  readdir(located: Located): FolderEntry[] {
    const at = ours(this.#world, located, "scandir", FOLLOW);
    return onExisting(this.#world, at, { syscall: "scandir", path: at.shown }, (path) => {
      const found = fs.readdirSync(path, { withFileTypes: true });
      const entries = found.map((entry) => ({
        name: entry.name,
        kind: kindOf(entry as unknown as fs.Stats),
      }));
      // Devices and their like are not there for a guest, which could do nothing with them.
      const seen = entries.filter((entry): entry is FolderEntry => entry.kind !== undefined);
      return seen.sort((a, b) => compareNames(a.name, b.name));
    });
  }
  mkdir(located: Located, mode: number, recursive = false): string | undefined {
    checkBits(mode);
    const at = ours(this.#world, located, "mkdir", recursive ? ["follow", "entry"] : ENTRY);
    if (recursive) return this.#makeFolders(at, mode);
    this.#changeEntry(at, { syscall: "mkdir", path: at.shown }, (path) => fs.mkdirSync(path, mode & 0o1777));
    return undefined;
  }
  mkdtemp(located: Located): void {
    const at = ours(this.#world, located, "mkdtemp", ENTRY);
    this.#changeEntry(at, { syscall: "mkdtemp", path: at.shown }, (path) => fs.mkdirSync(path, 0o700));
  }
  rmdir(located: Located): void {
    const at = ours(this.#world, located, "rmdir", ENTRY);
    this.#changeEntry(at, { syscall: "rmdir", path: at.shown }, (path) => fs.rmdirSync(path));
  }
  unlink(located: Located): void {
    const at = ours(this.#world, located, "unlink", ENTRY);
    this.#changeEntry(at, { syscall: "unlink", path: at.shown }, (path) => fs.unlinkSync(path));
  }
  rename(source: Located, target: Located): void {
    const from = ours(this.#world, source, "rename", ENTRY);
    const to = ours(this.#world, target, "rename", ENTRY);
    const names = { syscall: "rename", path: from.shown, dest: to.shown };
    this.#changeEntry(from, names, (old) => this.#changeEntry(to, names, (path) => fs.renameSync(old, path)));
  }
  link(existing: Located, located: Located): void {
    const from = ours(this.#world, existing, "link", EITHER);
    const at = ours(this.#world, located, "link", ENTRY);
    const names = { syscall: "link", path: from.shown, dest: at.shown };
    if (from.kind === undefined && !from.fault) throw new FsError("ENOENT", "link", from.shown, at.shown);
    if (from.dots) throw new FsError(at.kind ? "EEXIST" : "EPERM", "link", from.shown, at.shown);
    // A second name is a way to write: whoever may not write the first may not have it.
    this.#changeEntry(from, names, (old) => this.#changeEntry(at, names, (path) => fs.linkSync(old, path)));
  }
  symlink(target: string, located: Located): void {
    const at = ours(this.#world, located, "symlink", ENTRY);
    const names = { syscall: "symlink", path: target, dest: at.shown };
    if (typeof target !== "string" || target.includes("\0"))
      throw new FilesFault("BAD_ARGUMENT", "No target.");
    const stored = target === "" ? "" : storedTarget(this.#world, target, at);
    if (stored === undefined) throw new FsError("EPERM", "symlink", target, at.shown);
    this.#changeEntry(at, names, (path) => fs.symlinkSync(stored, path));
  }
  readlink(located: Located): string {
    const at = ours(this.#world, located, "readlink", ["link"]);
    const names = { syscall: "readlink", path: at.shown };
    if (!at.fault && at.kind === undefined) throw new FsError("ENOENT", "readlink", at.shown);
    if (!at.fault && at.kind !== "symlink") throw new FsError("EINVAL", "readlink", at.shown);
    return onEntry(this.#world, at, names, (path) => fs.readlinkSync(path));
  }
  realpath(located: Located): string {
    const at = ours(this.#world, located, "realpath", FOLLOW);
    return onExisting(this.#world, at, { syscall: "realpath", path: at.shown }, () => at.path);
  }
  chmod(located: Located, mode: number): void {
    checkBits(mode);
    this.#change(located, "chmod", FOLLOW, (path) => fs.chmodSync(path, mode & 0o7777));
  }
  chown(located: Located, uid: number, gid: number): void {
    checkIds(uid, gid);
    if (located.kind === "symlink") throw new FsError("EPERM", "lchown", located.shown);
    this.#change(located, located.walk === "link" ? "lchown" : "chown", EITHER, (path) =>
      fs.chownSync(path, uid, gid),
    );
  }
  utimes(located: Located, atime: number, mtime: number): void {
    const syscall = located.walk === "link" ? "lutime" : "utime";
    const times = [seconds(atime, syscall, located.shown), seconds(mtime, syscall, located.shown)] as const;
    const at = ours(this.#world, located, syscall, EITHER);
    if (at.kind === "symlink")
      this.#changeEntry(at, { syscall, path: at.shown }, (path) => fs.lutimesSync(path, ...times));
    else this.#change(at, syscall, EITHER, (path) => fs.utimesSync(path, ...times));
  }
  truncate(located: Located, length: number): void {
    const fd = this.open(located, O_RDWR, 0);
    try {
      this.ftruncate(fd, length);
    } finally {
      this.close(fd);
    }
  }
  copyFile(source: Located, target: Located, flags: number): void {
    const from = ours(this.#world, source, "copyfile", FOLLOW);
    const names = { syscall: "copyfile", path: from.shown, dest: target.shown };
    const fail = (error: unknown): never => {
      throw error instanceof FsError ? new FsError(error.code, "copyfile", names.path, names.dest) : error;
    };
    if (flags !== 0 && flags !== COPYFILE_EXCL)
      fail(new FsError(flags === 4 ? "ENOTSUP" : "EINVAL", "copyfile"));
    try {
      const bytes = this.readFile(from);
      const { mode } = this.stat(from);
      const isExclusive = flags === COPYFILE_EXCL;
      this.writeFile(target, bytes, { flags: O_WRONLY | O_CREAT | (isExclusive ? O_EXCL : O_TRUNC), mode });
    } catch (error) {
      fail(error);
    }
  }
  statfs(located: Located): FileSystemStat {
    const at = ours(this.#world, located, "statfs", FOLLOW);
    return onExisting(this.#world, at, { syscall: "statfs", path: at.shown }, (path) => fs.statfsSync(path));
  }

  readFile(located: Located): Uint8Array<ArrayBuffer> {
    const at = ours(this.#world, located, "open", FOLLOW);
    const fd = openPlace(this.#world, at, fs.constants.O_RDONLY, 0);
    try {
      // A copy of its own: Node's small buffers share one, and more of it would go along with a transfer.
      return told({ syscall: "read" }, () => new Uint8Array(fs.readFileSync(fd)));
    } finally {
      fs.closeSync(fd);
    }
  }
  writeFile(located: Located, bytes: Uint8Array, options: WriteFileOptions = {}): void {
    const { flags = REPLACE, mode = 0o666 } = options;
    if (!(bytes instanceof Uint8Array))
      throw new FilesFault("BAD_ARGUMENT", "What is to be written is no bytes.");
    const at = ours(this.#world, located, "open", followsOnOpen(flags) ? FOLLOW : ["link"]);
    const isWhole =
      (flags & O_TRUNC) !== 0 && at.kind === "file" && !at.fault && !at.hasSlash && writes(flags);
    if (isWhole) this.#replace(at, bytes);
    else this.#writeInto(at, bytes, flags, mode);
  }
  #writeInto(at: Located, bytes: Uint8Array, flags: number, mode: number): void {
    const fd = this.open(at, flags, mode);
    try {
      const { fd: real } = this.#fds.get(fd, "write");
      if (!writes(flags)) throw new FsError("EBADF", "write");
      told({ syscall: "write" }, () => writeAll(real, bytes));
    } finally {
      this.close(fd);
    }
  }

  watch(located: Located, options: { recursive?: boolean }, listener: (event: WatchEvent) => void): Watching {
    const at = ours(this.#world, located, "watch", FOLLOW);
    const own = at.name ?? at.path.slice(at.path.lastIndexOf("/") + 1);
    return onExisting(this.#world, at, { syscall: "watch", path: at.shown }, (path) => {
      const watcher = fs.watch(path, { recursive: options.recursive === true, persistent: false });
      const isFolder = at.kind === "directory";
      watcher.on("change", (type, name) =>
        listener({ type: type as WatchEvent["type"], name: isFolder && name !== null ? String(name) : own }),
      );
      watcher.on("error", () => watcher.close());
      return { close: () => watcher.close() };
    });
  }

  #replace(at: DiskLocated, bytes: Uint8Array): void {
    const names = { syscall: "open", path: at.shown };
    this.#writable(at, names);
    onExisting(this.#world, at, names, (path, stat) => {
      fs.accessSync(path, fs.constants.W_OK);
      if (stat.nlink > 1) return overwrite(path, bytes);
      const folder = enterAll(this.#world, at.folder);
      try {
        replaceWhole(folder.path, at.name as string, bytes, stat.mode & 0o7777);
      } finally {
        folder.release();
      }
    });
  }

  #makeFolders(at: DiskLocated, mode: number): string | undefined {
    const names = { syscall: "mkdir", path: at.shown };
    if (at.kind === "directory") return undefined;
    if (at.kind === undefined && at.isLinked) throw new FsError("ENOENT", "mkdir", at.shown);
    if (at.fault !== "ENOENT" || at.name === undefined) {
      this.#changeEntry(at, names, (path) => fs.mkdirSync(path, mode & 0o1777));
      return at.path;
    }
    this.#writable(at, names);
    return told(names, () => {
      const folder = [...at.folder];
      for (const name of [...at.missing, at.name as string]) {
        const held = enterAll(this.#world, folder);
        try {
          fs.mkdirSync(`${held.path}/${name}`, mode & 0o1777);
        } finally {
          held.release();
        }
        folder.push(name);
      }
      return [this.#world.mount, ...at.folder, at.missing[0] ?? at.name].join("/");
    });
  }

  #writable(
    at: DiskLocated,
    { syscall, path, dest }: { syscall: string; path?: string; dest?: string },
  ): void {
    if (!this.#mayWrite(at.path)) throw new FsError("EROFS", syscall, path, dest);
  }
  #changeEntry<Value>(
    at: DiskLocated,
    names: { syscall: string; path: string; dest?: string },
    act: (path: string) => Value,
  ): Value {
    if (!at.fault) this.#writable(at, names);
    return onEntry(this.#world, at, names, act);
  }
  #change(located: Located, syscall: string, walks: readonly Walk[], act: (path: string) => void): void {
    const at = ours(this.#world, located, syscall, walks);
    const names = { syscall, path: at.shown };
    if (!at.fault && at.kind) this.#writable(at, names);
    onExisting(this.#world, at, names, act);
  }
  #changeFd(fd: number, syscall: string, act: (real: number) => void): void {
    const { fd: real, path } = this.#fds.get(fd, syscall);
    if (!this.#mayWrite(path)) throw new FsError("EROFS", syscall);
    told({ syscall }, () => act(real));
  }

  /** As the system knows it: after renames by anybody, and undefined when it has no name in the folder any more. */
  #pathNow(real: number): string | undefined {
    const path = fs.readlinkSync(`/proc/self/fd/${real}`);
    const { real: root, mount } = this.#world;
    if (path === root) return mount;
    return path.startsWith(`${root}/`) && fs.existsSync(path) ? mount + path.slice(root.length) : undefined;
  }
}

function heldStat(path: string): fs.BigIntStats {
  const fd = Number(path.slice(path.lastIndexOf("/") + 1));
  return fs.fstatSync(fd, { bigint: true });
}

function statOf(stat: fs.BigIntStats): FileStat {
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

function checkTransfer(
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

function checkBits(mode: number): void {
  if (!Number.isInteger(mode) || mode < 0 || mode > 0o177777)
    throw new FilesFault("BAD_ARGUMENT", "The mode is no set of permission bits.");
}

function checkIds(uid: number, gid: number): void {
  const isId = (id: number) => Number.isInteger(id) && id >= -1 && id < 2 ** 32;
  if (!isId(uid) || !isId(gid))
    throw new FilesFault("BAD_ARGUMENT", "That is no number of a user or a group.");
}

function seconds(time: number, syscall: string, path?: string): number {
  if (typeof time !== "number" || !(Math.abs(time) <= 9_223_372_036))
    throw new FsError("EINVAL", syscall, path);
  return time;
}

/**
 * A real folder as sandboxed programs see it: the same interface as the one in memory, and nothing outside the folder.
 *
 * Guarantees: no call follows a link that leaves the folder, or opens a device, FIFO or socket; nothing is changed where
 * `mayWrite` says no; a file that is written whole is either before or after. On Linux each call acts on the very file
 * that was located, or fails as stale; elsewhere see `folders.ts`. It does not decide what a guest may read.
 */
import fs from "node:fs";
import {
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
  O_RDWR,
  O_TRUNC,
  type OpenFile,
  type Walk,
  type WatchEvent,
  type Watching,
  type WriteFileOptions,
  writes,
} from "../../files";
import { compareNames } from "../../files/names";
import { changeEntry, onExisting, ours, told, writable } from "./acting";
import { checkBits, checkIds, heldStat, seconds, statOf } from "./arguments";
import { DiskNames } from "./disk-names";
import { foldersOf } from "./folders";
import { kindOf } from "./identity";
import { OpenFiles } from "./open-files";
import { openPlace } from "./opening";
import { locateOnDisk, type World } from "./place";
import { Reserved, type ReservedPaths } from "./reserved";
import { copyWhole, isTemporaryName, REPLACE, readWhole, writeAll, writeWhole } from "./whole";

export interface DiskOptions {
  readonly root: string;
  /** Where a guest sees it: "/workspace". */
  readonly mount: string;
  /** Asked with the canonical path before every change. */
  readonly mayWrite: (path: string) => boolean;
  /** What the guest does not see, and what it cannot change whatever `mayWrite` says. */
  readonly reserved?: ReservedPaths;
  readonly descriptors?: number;
  /** False: folders are held as on systems other than Linux. For tests of that. */
  readonly isExact?: boolean;
}

const FOLLOW: readonly Walk[] = ["follow"];
const EITHER: readonly Walk[] = ["follow", "link"];

export class DiskFiles implements Files {
  readonly #world: World;
  readonly #names: DiskNames;
  readonly #open: OpenFiles;

  constructor({ root, mount, mayWrite, reserved = {}, descriptors = 1_024, isExact = true }: DiskOptions) {
    if (!/^(\/[^/]+)+$/.test(mount))
      throw new FilesFault("BAD_ARGUMENT", "The folder is mounted below the root.");
    const real = fs.realpathSync.native(root);
    const kept = new Reserved(mount, reserved);
    this.#world = {
      owner: this,
      folders: foldersOf(real, isExact),
      mount,
      real,
      mayWrite: (path) => !kept.fixes(path) && mayWrite(path),
      reserved: kept,
    };
    this.#names = new DiskNames(this.#world);
    this.#open = new OpenFiles(this.#world, descriptors);
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
    if (this.#open.isFull) throw new FsError("EMFILE", "open", at.shown);
    const isChange =
      writes(flags) || (flags & O_TRUNC) !== 0 || (at.kind === undefined && (flags & O_CREAT) !== 0);
    if (isChange && !at.fault && at.kind !== "directory")
      writable(this.#world, at, { syscall: "open", path: at.shown });
    const fd = openPlace(this.#world, at, flags, mode);
    return this.#open.add({ fd, flags, path: at.path });
  }
  close(fd: number): void {
    this.#open.close(fd);
  }
  opened(fd: number, syscall: string): OpenFile {
    return this.#open.opened(fd, syscall);
  }
  read(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number {
    return this.#open.read(fd, buffer, offset, length, position);
  }
  write(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number {
    return this.#open.write(fd, buffer, offset, length, position);
  }
  fstat(fd: number): FileStat {
    return this.#open.fstat(fd);
  }
  ftruncate(fd: number, length: number): void {
    this.#open.ftruncate(fd, length);
  }
  fsync(fd: number, dataOnly = false): void {
    this.#open.fsync(fd, dataOnly);
  }
  futimes(fd: number, atime: number, mtime: number): void {
    this.#open.futimes(fd, atime, mtime);
  }
  fchmod(fd: number, mode: number): void {
    this.#open.fchmod(fd, mode);
  }
  fchown(fd: number, uid: number, gid: number): void {
    this.#open.fchown(fd, uid, gid);
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
    if ((mode & fs.constants.W_OK) !== 0) writable(this.#world, at, names);
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
      const seen = entries.filter(
        (entry): entry is FolderEntry =>
          entry.kind !== undefined && !this.#world.reserved.hides(`${at.path}/${entry.name}`),
      );
      return seen.sort((a, b) => compareNames(a.name, b.name));
    });
  }
  mkdir(at: Located, mode: number, recursive = false): string | undefined {
    return this.#names.mkdir(at, mode, recursive);
  }
  mkdtemp(at: Located): void {
    this.#names.mkdtemp(at);
  }
  rmdir(at: Located): void {
    this.#names.rmdir(at);
  }
  unlink(at: Located): void {
    this.#names.unlink(at);
  }
  rename(from: Located, to: Located): void {
    this.#names.rename(from, to);
  }
  link(existing: Located, at: Located): void {
    this.#names.link(existing, at);
  }
  symlink(target: string, at: Located): void {
    this.#names.symlink(target, at);
  }
  readlink(at: Located): string {
    return this.#names.readlink(at);
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
    if (located.kind === "symlink") {
      if (uid !== -1 || gid !== -1) throw new FsError("EPERM", "lchown", located.shown);
      // -1 twice asks for no change.
      const at = ours(this.#world, located, "lchown", EITHER);
      changeEntry(this.#world, at, { syscall: "lchown", path: at.shown }, (path) =>
        fs.lchownSync(path, uid, gid),
      );
      return;
    }
    this.#change(located, located.walk === "link" ? "lchown" : "chown", EITHER, (path) =>
      fs.chownSync(path, uid, gid),
    );
  }
  utimes(located: Located, atime: number, mtime: number): void {
    const syscall = located.walk === "link" ? "lutime" : "utime";
    const times = [seconds(atime, syscall, located.shown), seconds(mtime, syscall, located.shown)] as const;
    const at = ours(this.#world, located, syscall, EITHER);
    if (at.kind === "symlink")
      changeEntry(this.#world, at, { syscall, path: at.shown }, (path) => fs.lutimesSync(path, ...times));
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
  statfs(located: Located): FileSystemStat {
    const at = ours(this.#world, located, "statfs", FOLLOW);
    const { type, bsize, blocks, bfree, bavail, files, ffree } = onExisting(
      this.#world,
      at,
      { syscall: "statfs", path: at.shown },
      (path) => fs.statfsSync(path),
    );
    // Later versions of Node say more.
    return { type, bsize, blocks, bfree, bavail, files, ffree };
  }

  copyFile(from: Located, to: Located, flags: number): void {
    copyWhole(this, from, to, flags);
  }
  readFile(located: Located): Uint8Array<ArrayBuffer> {
    return readWhole(this.#world, located);
  }
  writeFile(at: Located, bytes: Uint8Array, options: WriteFileOptions = {}): void {
    if (!writeWhole(this.#world, at, bytes, options)) this.#writeInto(at, bytes, options);
  }

  watch(located: Located, options: { recursive?: boolean }, listener: (event: WatchEvent) => void): Watching {
    const at = ours(this.#world, located, "watch", FOLLOW);
    const own = at.name ?? at.path.slice(at.path.lastIndexOf("/") + 1);
    return onExisting(this.#world, at, { syscall: "watch", path: at.shown }, (path) => {
      const watcher = fs.watch(path, { recursive: options.recursive === true, persistent: false });
      const isFolder = at.kind === "directory";
      watcher.on("change", (type, name) => {
        const changed = isFolder && name !== null ? String(name) : own;
        // How a file comes to be whole is nobody's business.
        if (isTemporaryName(changed)) return;
        if (isFolder && this.#world.reserved.hidesBelow(`${at.path}/${changed}`)) return;
        listener({ type: type as WatchEvent["type"], name: changed });
      });
      watcher.on("error", () => watcher.close());
      return { close: () => watcher.close() };
    });
  }

  /** Added to what is there. */
  #writeInto(at: Located, bytes: Uint8Array, { flags = REPLACE, mode = 0o666 }: WriteFileOptions): void {
    const fd = this.open(at, flags, mode);
    try {
      const real = this.#open.real(fd, "write");
      if (!writes(flags)) throw new FsError("EBADF", "write");
      told({ syscall: "write" }, () => writeAll(real, bytes));
    } finally {
      this.close(fd);
    }
  }

  #change(located: Located, syscall: string, walks: readonly Walk[], act: (path: string) => void): void {
    const at = ours(this.#world, located, syscall, walks);
    const names = { syscall, path: at.shown };
    if (!at.fault && at.kind) writable(this.#world, at, names);
    onExisting(this.#world, at, names, act);
  }
}

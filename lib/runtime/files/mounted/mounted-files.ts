/**
 * Several file systems as one tree: one at the root, others at folders of it. Each call goes to the one that located its
 * path; what would reach over from one into another is EXDEV, as between any two mounts.
 *
 * Guarantees: what is below a mount point is located and acted on by its own file system alone. Links inside of a mount
 * do not lead out of it (its file system sees to that); paths with `..` and links at the root do lead in and out.
 */
import { FilesFault, FsError } from "../errors";
import { COPYFILE_EXCL, O_CREAT, O_EXCL, O_TRUNC, O_WRONLY } from "../flags";
import type {
  FileStat,
  FileSystemStat,
  Files,
  FolderEntry,
  Located,
  LocateOptions,
  OpenFile,
  WatchEvent,
  Watching,
  WriteFileOptions,
} from "../types";

export interface Mounted {
  /** Canonical, and an empty folder at the root's. */
  readonly path: string;
  readonly files: Files;
}

const FIRST_FD = 3;
/** A path can go in and out; what goes on doing so is no path. */
const MAX_CROSSINGS = 40;

export class MountedFiles implements Files {
  readonly #root: Files;
  readonly #mounts: readonly Mounted[];
  readonly #owners = new WeakMap<Located, Files>();
  readonly #open: ({ readonly files: Files; readonly fd: number } | undefined)[] = [];

  constructor(root: Files, mounts: readonly Mounted[]) {
    this.#root = root;
    this.#mounts = mounts;
  }

  locate(path: string, options: LocateOptions): Located {
    const shown = { ...options, shown: options.shown ?? path };
    let next = path;
    for (let crossing = 0; crossing < MAX_CROSSINGS; crossing++) {
      const direct = this.#mountOf(next);
      const files = direct ?? this.#root;
      const at = files.locate(next, shown);
      const into = direct ? undefined : this.#mountOf(at.path);
      if (into === undefined && at.leftTo === undefined) {
        this.#owners.set(at, files);
        return at;
      }
      next = at.leftTo ?? at.path;
    }
    throw new FilesFault("BAD_ARGUMENT", "The path goes in and out of mounts without an end.");
  }
  #mountOf(path: string): Files | undefined {
    return this.#mounts.find((mount) => path === mount.path || path.startsWith(`${mount.path}/`))?.files;
  }
  #owner(at: Located): Files {
    const owner = this.#owners.get(at);
    if (owner === undefined) throw new FilesFault("FOREIGN");
    return owner;
  }
  #owned(fd: number, syscall: string): { readonly files: Files; readonly fd: number } {
    const found = Number.isInteger(fd) ? this.#open[fd - FIRST_FD] : undefined;
    if (found === undefined) throw new FsError("EBADF", syscall);
    return found;
  }

  resolve(path: string, options: { readonly follow: boolean }): string {
    const at = this.locate(path, { walk: options.follow ? "follow" : "link" });
    if (at.fault) throw new FsError(at.fault, "realpath", path);
    return at.path;
  }

  open(at: Located, flags: number, mode: number): number {
    const files = this.#owner(at);
    const fd = files.open(at, flags, mode);
    let slot = 0;
    while (this.#open[slot] !== undefined) slot++;
    this.#open[slot] = { files, fd };
    return slot + FIRST_FD;
  }
  close(fd: number): void {
    const open = this.#owned(fd, "close");
    this.#open[fd - FIRST_FD] = undefined;
    open.files.close(open.fd);
  }
  opened(fd: number, syscall: string): OpenFile {
    const open = this.#owned(fd, syscall);
    return open.files.opened(open.fd, syscall);
  }
  read(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number {
    const open = this.#owned(fd, "read");
    return open.files.read(open.fd, buffer, offset, length, position);
  }
  write(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number {
    const open = this.#owned(fd, "write");
    return open.files.write(open.fd, buffer, offset, length, position);
  }
  fstat(fd: number): FileStat {
    const open = this.#owned(fd, "fstat");
    return open.files.fstat(open.fd);
  }
  ftruncate(fd: number, length: number): void {
    const open = this.#owned(fd, "ftruncate");
    open.files.ftruncate(open.fd, length);
  }
  fsync(fd: number, dataOnly = false): void {
    const open = this.#owned(fd, dataOnly ? "fdatasync" : "fsync");
    open.files.fsync(open.fd, dataOnly);
  }
  futimes(fd: number, atime: number, mtime: number): void {
    const open = this.#owned(fd, "futime");
    open.files.futimes(open.fd, atime, mtime);
  }
  fchmod(fd: number, mode: number): void {
    const open = this.#owned(fd, "fchmod");
    open.files.fchmod(open.fd, mode);
  }
  fchown(fd: number, uid: number, gid: number): void {
    const open = this.#owned(fd, "fchown");
    open.files.fchown(open.fd, uid, gid);
  }

  stat(at: Located): FileStat {
    return this.#owner(at).stat(at);
  }
  access(at: Located, mode: number): void {
    this.#owner(at).access(at, mode);
  }
  readdir(at: Located): FolderEntry[] {
    return this.#owner(at).readdir(at);
  }
  mkdir(at: Located, mode: number, recursive = false): string | undefined {
    return this.#owner(at).mkdir(at, mode, recursive);
  }
  mkdtemp(at: Located): void {
    this.#owner(at).mkdtemp(at);
  }
  rmdir(at: Located): void {
    this.#owner(at).rmdir(at);
  }
  unlink(at: Located): void {
    this.#owner(at).unlink(at);
  }
  rename(from: Located, to: Located): void {
    this.#both(from, to, "rename").rename(from, to);
  }
  link(existing: Located, at: Located): void {
    this.#both(existing, at, "link").link(existing, at);
  }
  /** The one that has both; faults of the walk come before what lies between them. */
  #both(from: Located, to: Located, syscall: string): Files {
    const files = this.#owner(from);
    const code = from.fault ?? to.fault ?? "EXDEV";
    if (files !== this.#owner(to)) throw new FsError(code, syscall, from.shown, to.shown);
    return files;
  }
  symlink(target: string, at: Located): void {
    this.#owner(at).symlink(target, at);
  }
  readlink(at: Located): string {
    return this.#owner(at).readlink(at);
  }
  realpath(at: Located): string {
    return this.#owner(at).realpath(at);
  }
  chmod(at: Located, mode: number): void {
    this.#owner(at).chmod(at, mode);
  }
  chown(at: Located, uid: number, gid: number): void {
    this.#owner(at).chown(at, uid, gid);
  }
  utimes(at: Located, atime: number, mtime: number): void {
    this.#owner(at).utimes(at, atime, mtime);
  }
  truncate(at: Located, length: number): void {
    this.#owner(at).truncate(at, length);
  }
  copyFile(from: Located, to: Located, flags: number): void {
    const files = this.#owner(from);
    if (files === this.#owner(to)) files.copyFile(from, to, flags);
    else this.#copyAcross(from, to, flags);
  }
  #copyAcross(from: Located, to: Located, flags: number): void {
    const how = flags === COPYFILE_EXCL ? O_EXCL : O_TRUNC;
    try {
      if (flags !== 0 && flags !== COPYFILE_EXCL) throw new FsError("EINVAL", "copyfile");
      const bytes = this.readFile(from);
      const mode = this.stat(from).mode & 0o7777;
      this.writeFile(to, bytes, { flags: O_WRONLY | O_CREAT | how, mode });
    } catch (error) {
      throw error instanceof FsError ? new FsError(error.code, "copyfile", from.shown, to.shown) : error;
    }
  }
  statfs(at: Located): FileSystemStat {
    return this.#owner(at).statfs(at);
  }
  readFile(at: Located): Uint8Array<ArrayBuffer> {
    return this.#owner(at).readFile(at);
  }
  writeFile(at: Located, bytes: Uint8Array, options: WriteFileOptions = {}): void {
    this.#owner(at).writeFile(at, bytes, options);
  }
  watch(at: Located, options: { recursive?: boolean }, listener: (event: WatchEvent) => void): Watching {
    return this.#owner(at).watch(at, options, listener);
  }
}

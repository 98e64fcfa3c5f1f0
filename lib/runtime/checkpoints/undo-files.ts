/**
 * Files that can go back to how they were: before anything is changed, what it was is kept, from the first mark on. For file
 * systems that have no snapshots of their own, such as a real folder.
 *
 * Guarantees: after `back` every name, kind, mode, target and content is as it was at the mark, as long as nobody else has changed the
 * same files; what cannot be kept for want of room is not changed (ENOSPC). Not brought back: the times of folders,
 * what open descriptors stand for, and what was done to a file that has no name any more.
 */
import { O_APPEND, O_CREAT, O_TRUNC, writes } from "../files/flags";
import type { Files, Located, LocateOptions, WriteFileOptions } from "../files/types";
import { keepAttributes, keepEntry, moveBack, type Undo, unmake, unmakeFolder, unmakeThere } from "./undo";
import type { UndoLog } from "./undo-log";

export class UndoFiles implements Files {
  readonly #under: Files;
  readonly #log: UndoLog;
  readonly #root: string;

  /** `root`: where the tree begins. */
  constructor(under: Files, log: UndoLog, root: string) {
    this.#under = under;
    this.#log = log;
    this.#root = root;
  }

  /** Of a file that may not be there yet. */
  #keepOrUnmake({ kind, path }: Located, isGrowing: boolean): Undo | undefined {
    if (kind === undefined) return unmake(path);
    return kind === "file" ? this.#log.keepContent(path, isGrowing) : undefined;
  }

  #onOpen<Value>(
    fd: number,
    syscall: string,
    keep: (path: string) => Undo | undefined,
    change: () => Value,
  ): Value {
    const { path } = this.#under.opened(fd, syscall);
    return path === undefined ? change() : this.#log.changing(() => keep(path), change);
  }

  #keepEntry(path: string): Undo {
    return keepEntry(this.#log.restoring, path, this.#root);
  }

  #attributes(path: string): Undo {
    return keepAttributes(this.#log.restoring, path);
  }

  locate(path: string, options: LocateOptions): Located {
    return this.#under.locate(path, options);
  }
  resolve(path: string, options: { readonly follow: boolean }): string {
    return this.#under.resolve(path, options);
  }

  open(at: Located, flags: number, mode: number): number {
    const isMaking = at.kind === undefined && (flags & O_CREAT) !== 0;
    const isEmptying = at.kind === "file" && (flags & O_TRUNC) !== 0;
    const change = () => this.#under.open(at, flags, mode);
    if (isBroken(at)) return change();
    if (isMaking) return this.#log.naming(() => unmake(at.path), change);
    return isEmptying ? this.#log.changing(() => this.#log.keepContent(at.path, false), change) : change();
  }
  close(fd: number): void {
    this.#under.close(fd);
  }
  opened(fd: number, syscall: string) {
    return this.#under.opened(fd, syscall);
  }
  read(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number {
    return this.#under.read(fd, buffer, offset, length, position);
  }
  write(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number {
    const change = () => this.#under.write(fd, buffer, offset, length, position);
    const { flags, kind } = this.#under.opened(fd, "write");
    if (!writes(flags) || kind !== "file") return change();
    return this.#onOpen(fd, "write", (path) => this.#log.keepContent(path, (flags & O_APPEND) !== 0), change);
  }
  fstat(fd: number) {
    return this.#under.fstat(fd);
  }
  ftruncate(fd: number, length: number): void {
    const change = () => this.#under.ftruncate(fd, length);
    if (!writes(this.#under.opened(fd, "ftruncate").flags)) change();
    else this.#onOpen(fd, "ftruncate", (path) => this.#log.keepContent(path, false), change);
  }
  fsync(fd: number, dataOnly?: boolean): void {
    this.#under.fsync(fd, dataOnly);
  }
  futimes(fd: number, atime: number, mtime: number): void {
    this.#onOpen(
      fd,
      "futime",
      (path) => this.#attributes(path),
      () => this.#under.futimes(fd, atime, mtime),
    );
  }
  fchmod(fd: number, mode: number): void {
    this.#onOpen(
      fd,
      "fchmod",
      (path) => this.#attributes(path),
      () => this.#under.fchmod(fd, mode),
    );
  }
  fchown(fd: number, uid: number, gid: number): void {
    this.#onOpen(
      fd,
      "fchown",
      (path) => this.#attributes(path),
      () => this.#under.fchown(fd, uid, gid),
    );
  }

  stat(at: Located) {
    return this.#under.stat(at);
  }
  access(at: Located, mode: number): void {
    this.#under.access(at, mode);
  }
  readdir(at: Located) {
    return this.#under.readdir(at);
  }
  mkdir(at: Located, mode: number, recursive?: boolean): string | undefined {
    const change = () => this.#under.mkdir(at, mode, recursive);
    if (at.kind !== undefined) return change();
    if (!recursive) return this.#log.naming(() => unmakeFolder(at.path), change);
    // Made from the outside in, and some of them also where the rest cannot be.
    const names = at.path.split("/");
    const outer = at.missing.map((_, i) => names.slice(0, i - at.missing.length).join("/"));
    // What is there already, and only not by the way that was asked for, is nobody's to remove.
    const isNew = (path: string) => this.#log.restoring.locate(path, { walk: "entry" }).kind === undefined;
    return this.#log.naming(() => unmakeThere([...outer, at.path].filter(isNew)), change);
  }
  mkdtemp(at: Located): void {
    this.#log.naming(
      () => unmakeFolder(at.path),
      () => this.#under.mkdtemp(at),
    );
  }
  rmdir(at: Located): void {
    const keep = () => (at.kind === "directory" ? this.#keepEntry(at.path) : undefined);
    this.#log.naming(keep, () => this.#under.rmdir(at));
  }
  unlink(at: Located): void {
    const isLink = at.kind === "file" || at.kind === "symlink";
    this.#log.naming(
      () => (isLink ? this.#keepEntry(at.path) : undefined),
      () => this.#under.unlink(at),
    );
  }
  rename(from: Located, to: Located): void {
    const keep = (): Undo | undefined => {
      if (from.kind === undefined || from.path === to.path || this.#isSameFile(from, to)) return undefined;
      const back = moveBack(from.path, to.path);
      return to.kind === undefined ? back : together([this.#keepEntry(to.path), back]);
    };
    this.#log.naming(keep, () => this.#under.rename(from, to));
  }
  link(existing: Located, at: Located): void {
    this.#log.naming(
      () => unmake(at.path),
      () => this.#under.link(existing, at),
    );
  }
  symlink(target: string, at: Located): void {
    this.#log.naming(
      () => unmake(at.path),
      () => this.#under.symlink(target, at),
    );
  }
  readlink(at: Located): string {
    return this.#under.readlink(at);
  }
  realpath(at: Located): string {
    return this.#under.realpath(at);
  }
  chmod(at: Located, mode: number): void {
    this.#log.changing(
      () => this.#attributesOf(at),
      () => this.#under.chmod(at, mode),
    );
  }
  chown(at: Located, uid: number, gid: number): void {
    this.#log.changing(
      () => this.#attributesOf(at),
      () => this.#under.chown(at, uid, gid),
    );
  }
  utimes(at: Located, atime: number, mtime: number): void {
    this.#log.changing(
      () => this.#attributesOf(at),
      () => this.#under.utimes(at, atime, mtime),
    );
  }
  truncate(at: Located, length: number): void {
    const keep = () => (at.kind === "file" ? this.#log.keepContent(at.path, false) : undefined);
    this.#log.changing(keep, () => this.#under.truncate(at, length));
  }
  copyFile(from: Located, to: Located, flags: number): void {
    const change = () => this.#under.copyFile(from, to, flags);
    // A copy takes the mode along.
    const keep = () => {
      if (isBroken(to)) return undefined;
      const undo = this.#keepOrUnmake(to, false);
      return undo && to.kind === "file" ? together([this.#attributes(to.path), undo]) : undo;
    };
    this.#log.naming(keep, change);
  }
  statfs(at: Located) {
    return this.#under.statfs(at);
  }

  readFile(at: Located) {
    return this.#under.readFile(at);
  }
  writeFile(at: Located, bytes: Uint8Array, options: WriteFileOptions = {}): void {
    const change = () => this.#under.writeFile(at, bytes, options);
    const isGrowing = ((options.flags ?? 0) & O_APPEND) !== 0 && ((options.flags ?? 0) & O_TRUNC) === 0;
    const keep = () => (isBroken(at) ? undefined : this.#keepOrUnmake(at, isGrowing));
    if (at.kind === undefined) this.#log.naming(keep, change);
    else this.#log.changing(keep, change);
  }

  watch(at: Located, options: { recursive?: boolean }, listener: Parameters<Files["watch"]>[2]) {
    return this.#under.watch(at, options, listener);
  }

  #attributesOf({ kind, path, fault }: Located): Undo | undefined {
    return kind === undefined || fault !== undefined ? undefined : this.#attributes(path);
  }

  #isSameFile(from: Located, to: Located): boolean {
    if (from.kind !== "file" || to.kind !== "file") return false;
    const { restoring } = this.#log;
    const [one, other] = [from, to].map(({ path }) =>
      restoring.stat(restoring.locate(path, { walk: "link" })),
    );
    return one?.ino === other?.ino && one?.dev === other?.dev;
  }
}

/** The way to it breaks off, so that nothing will come of it. */
function isBroken({ fault }: Located): boolean {
  return fault !== undefined && fault !== "ENOENT";
}

/** Applied the last one first, as they would be one by one. */
function together(undos: readonly Undo[]): Undo {
  return {
    bytes: undos.reduce((sum, { bytes }) => sum + bytes, 0),
    apply: (files) => {
      for (const undo of undos.toReversed()) undo.apply(files);
    },
  };
}

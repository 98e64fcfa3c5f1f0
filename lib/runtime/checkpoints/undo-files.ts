/**
 * Files that can go back to how they were: before anything is changed, what it was is kept, from the first mark on. For file
 * systems that have no snapshots of their own, such as a real folder.
 *
 * Guarantees: after `back` every name, kind, mode, target and content is as it was at the mark, as long as nobody else has changed the
 * same files; what cannot be kept for want of room is not changed (ENOSPC). Not brought back: the times of folders,
 * what open descriptors stand for, and what was done to a file that has no name any more.
 */
import { FsError } from "../files/errors";
import { O_APPEND, O_CREAT, O_TRUNC, writes } from "../files/flags";
import type { Files, Located, LocateOptions, WriteFileOptions } from "../files/types";
import {
  keepAttributes,
  keepContent,
  keepEntry,
  keepLength,
  moveBack,
  type Undo,
  unmake,
  unmakeFolder,
  unmakeThere,
} from "./undo";

export interface UndoOptions {
  /** Where the tree begins. */
  readonly root: string;
  /** The same files with the rights of their owner: what an agent may not write it may have changed the mode of. */
  readonly restoring: Files;
  /** Most that is kept, in all. */
  readonly bytes: number;
  /** More room is needed: answers whether something of the past was let go. */
  makeRoom(): boolean;
}

/** What one change costs beside what it keeps. */
const ENTRY_BYTES = 256;

export class UndoFiles implements Files {
  readonly #under: Files;
  readonly #options: UndoOptions;
  #undos: Undo[] = [];
  /** Changes that are not kept any more. */
  #forgotten = 0;
  #bytes = 0;
  #isKeeping = false;
  /** Files whose content, or length, is kept since the last mark or the last change of a name. */
  readonly #contents = new Set<string>();
  readonly #lengths = new Set<string>();

  constructor(under: Files, options: UndoOptions) {
    this.#under = under;
    this.#options = options;
  }

  get keptBytes(): number {
    return this.#bytes;
  }

  /** How many changes there were, from the first mark on. */
  get changes(): number {
    return this.#forgotten + this.#undos.length;
  }

  /** A moment to go back to. */
  mark(): number {
    this.#isKeeping = true;
    this.#namesChanged();
    return this.changes;
  }

  /** Nobody goes back behind this mark any more; without one, nobody goes back at all. */
  forget(mark: number | undefined): void {
    this.#isKeeping = mark !== undefined;
    const gone = this.#undos.splice(0, mark === undefined ? this.#undos.length : mark - this.#forgotten);
    this.#forgotten += gone.length;
    for (const { bytes } of gone) this.#bytes -= bytes + ENTRY_BYTES;
  }

  /** Answers with how many changes could not be taken back. */
  back(mark: number): number {
    if (mark < this.#forgotten) throw new RangeError("the mark is forgotten");
    let failed = 0;
    while (this.changes > mark) {
      const undo = this.#undos.pop();
      if (!undo) break;
      this.#bytes -= undo.bytes + ENTRY_BYTES;
      try {
        undo.apply(this.#options.restoring);
      } catch (thrown) {
        // The others are still taken back: each that is nearer to how it was helps whoever has to mend the rest.
        if (!(thrown instanceof Error)) throw thrown;
        failed += 1;
      }
    }
    this.#namesChanged();
    return failed;
  }

  #namesChanged(): void {
    this.#contents.clear();
    this.#lengths.clear();
  }

  /** `keep` before the change; what it made is only of use once the change has happened. */
  #changing<Value>(keep: () => Undo | undefined, change: () => Value): Value {
    if (!this.#isKeeping) return change();
    let undo: Undo | undefined;
    try {
      undo = this.#roomFor(keep());
      const value = change();
      this.#push(undo);
      return value;
    } catch (thrown) {
      // What has failed may have been done by half, and it counts as kept only if it is.
      this.#namesChanged();
      if (undo?.isState) this.#push(undo);
      throw thrown;
    }
  }

  #push(undo: Undo | undefined): void {
    if (!undo) return;
    this.#undos.push(undo);
    this.#bytes += undo.bytes + ENTRY_BYTES;
  }

  #roomFor(undo: Undo | undefined): Undo | undefined {
    const most = this.#options.bytes - (undo ? undo.bytes + ENTRY_BYTES : 0);
    while (undo && this.#bytes > most) {
      const before = this.#bytes;
      if (!this.#options.makeRoom() || this.#bytes === before) throw new FsError("ENOSPC", "write");
    }
    return undo;
  }

  #naming<Value>(keep: () => Undo | undefined, change: () => Value): Value {
    const value = this.#changing(keep, change);
    this.#namesChanged();
    return value;
  }

  /** Once is enough, until a name changes its meaning. */
  #keepContent(path: string, isGrowing: boolean): Undo | undefined {
    if (this.#contents.has(path) || (isGrowing && this.#lengths.has(path))) return undefined;
    const { restoring } = this.#options;
    const undo = isGrowing ? keepLength(restoring, path) : keepContent(restoring, path);
    (isGrowing ? this.#lengths : this.#contents).add(path);
    return undo;
  }

  /** Of a file that may not be there yet. */
  #keepOrUnmake({ kind, path }: Located, isGrowing: boolean): Undo | undefined {
    if (kind === undefined) return unmake(path);
    return kind === "file" ? this.#keepContent(path, isGrowing) : undefined;
  }

  #onOpen<Value>(
    fd: number,
    syscall: string,
    keep: (path: string) => Undo | undefined,
    change: () => Value,
  ): Value {
    const { path } = this.#under.opened(fd, syscall);
    return path === undefined ? change() : this.#changing(() => keep(path), change);
  }

  #keepEntry(path: string): Undo {
    return keepEntry(this.#options.restoring, path, this.#options.root);
  }

  #attributes(path: string): Undo {
    return keepAttributes(this.#options.restoring, path);
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
    if (isMaking) return this.#naming(() => unmake(at.path), change);
    return isEmptying ? this.#changing(() => this.#keepContent(at.path, false), change) : change();
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
    return this.#onOpen(fd, "write", (path) => this.#keepContent(path, (flags & O_APPEND) !== 0), change);
  }
  fstat(fd: number) {
    return this.#under.fstat(fd);
  }
  ftruncate(fd: number, length: number): void {
    const change = () => this.#under.ftruncate(fd, length);
    if (!writes(this.#under.opened(fd, "ftruncate").flags)) change();
    else this.#onOpen(fd, "ftruncate", (path) => this.#keepContent(path, false), change);
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
    if (!recursive) return this.#naming(() => unmakeFolder(at.path), change);
    // Made from the outside in, and some of them also where the rest cannot be.
    const names = at.path.split("/");
    const outer = at.missing.map((_, i) => names.slice(0, i - at.missing.length).join("/"));
    return this.#naming(() => unmakeThere([...outer, at.path]), change);
  }
  mkdtemp(at: Located): void {
    this.#naming(
      () => unmakeFolder(at.path),
      () => this.#under.mkdtemp(at),
    );
  }
  rmdir(at: Located): void {
    const keep = () => (at.kind === "directory" ? this.#keepEntry(at.path) : undefined);
    this.#naming(keep, () => this.#under.rmdir(at));
  }
  unlink(at: Located): void {
    const isLink = at.kind === "file" || at.kind === "symlink";
    this.#naming(
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
    this.#naming(keep, () => this.#under.rename(from, to));
  }
  link(existing: Located, at: Located): void {
    this.#naming(
      () => unmake(at.path),
      () => this.#under.link(existing, at),
    );
  }
  symlink(target: string, at: Located): void {
    this.#naming(
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
    this.#changing(
      () => this.#attributesOf(at),
      () => this.#under.chmod(at, mode),
    );
  }
  chown(at: Located, uid: number, gid: number): void {
    this.#changing(
      () => this.#attributesOf(at),
      () => this.#under.chown(at, uid, gid),
    );
  }
  utimes(at: Located, atime: number, mtime: number): void {
    this.#changing(
      () => this.#attributesOf(at),
      () => this.#under.utimes(at, atime, mtime),
    );
  }
  truncate(at: Located, length: number): void {
    const keep = () => (at.kind === "file" ? this.#keepContent(at.path, false) : undefined);
    this.#changing(keep, () => this.#under.truncate(at, length));
  }
  copyFile(from: Located, to: Located, flags: number): void {
    const change = () => this.#under.copyFile(from, to, flags);
    // A copy takes the mode along.
    const keep = () => {
      if (isBroken(to)) return undefined;
      const undo = this.#keepOrUnmake(to, false);
      return undo && to.kind === "file" ? together([this.#attributes(to.path), undo]) : undo;
    };
    this.#naming(keep, change);
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
    if (at.kind === undefined) this.#naming(keep, change);
    else this.#changing(keep, change);
  }

  watch(at: Located, options: { recursive?: boolean }, listener: Parameters<Files["watch"]>[2]) {
    return this.#under.watch(at, options, listener);
  }

  #attributesOf({ kind, path, fault }: Located): Undo | undefined {
    return kind === undefined || fault !== undefined ? undefined : this.#attributes(path);
  }

  #isSameFile(from: Located, to: Located): boolean {
    if (from.kind !== "file" || to.kind !== "file") return false;
    const { restoring } = this.#options;
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

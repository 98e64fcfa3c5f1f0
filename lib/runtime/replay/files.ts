/**
 * Files as a recording has them: every call is a question, answered by the files under it or by the recording. A replay
 * has no files under it, and so can read and change none.
 *
 * What is written is not in the question: the record of the decision has its hash.
 */
import type { FileStat, Files, FolderEntry, Located, LocateOptions, WriteFileOptions } from "../files/types";
import type { Course } from "./course";
import {
  BYTES,
  DONE,
  ENTRIES,
  EVENT,
  LOCATED,
  MAYBE_TEXT,
  NUMBER,
  OPENED,
  STAT,
  SYSTEM,
  TEXT,
  type Written,
} from "./file-answers";

const KIND = "files";

/** `under`: none in a replay. */
export class CourseFiles implements Files {
  readonly #course: Course;
  readonly #under: Files | undefined;
  #watches = 0;

  constructor(course: Course, under: Files | undefined) {
    this.#course = course;
    this.#under = under;
  }

  #ask<Value>(question: string, written: Written<Value>, ask: (files: Files) => Value): Value {
    return this.#course.answer({ kind: KIND, question, ...written }, () => {
      if (!this.#under) throw new RangeError("there are no files under a replay");
      return ask(this.#under);
    });
  }
  #do(question: string, act: (files: Files) => void): void {
    this.#ask<true>(question, DONE, (files) => {
      act(files);
      return true;
    });
  }

  locate(path: string, options: LocateOptions): Located {
    return this.#ask(`locate ${path} (${options.walk})`, LOCATED, (files) => files.locate(path, options));
  }
  resolve(path: string, options: { readonly follow: boolean }): string {
    return this.#ask(`resolve ${path}`, TEXT, (files) => files.resolve(path, options));
  }

  open(at: Located, flags: number, mode: number): number {
    return this.#ask(`open ${at.path} (${flags})`, NUMBER, (files) => files.open(at, flags, mode));
  }
  close(fd: number): void {
    this.#do(`close ${fd}`, (files) => files.close(fd));
  }
  opened(fd: number, syscall: string) {
    return this.#ask(`look at ${fd}`, OPENED, (files) => files.opened(fd, syscall));
  }
  read(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number {
    const bytes = this.#ask(`read ${fd} (${length} from ${position})`, BYTES, (files) => {
      const size = files.read(fd, buffer, offset, length, position);
      return new Uint8Array(buffer.subarray(offset, offset + size));
    });
    buffer.set(bytes.subarray(0, length), offset);
    return Math.min(bytes.length, length);
  }
  write(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number {
    return this.#ask(`write ${fd} (${length} to ${position})`, NUMBER, (files) =>
      files.write(fd, buffer, offset, length, position),
    );
  }
  fstat(fd: number): FileStat {
    return this.#ask(`fstat ${fd}`, STAT, (files) => files.fstat(fd));
  }
  ftruncate(fd: number, length: number): void {
    this.#do(`ftruncate ${fd} (${length})`, (files) => files.ftruncate(fd, length));
  }
  fsync(fd: number, dataOnly?: boolean): void {
    this.#do(`fsync ${fd}`, (files) => files.fsync(fd, dataOnly));
  }
  futimes(fd: number, atime: number, mtime: number): void {
    this.#do(`futimes ${fd} (${atime}, ${mtime})`, (files) => files.futimes(fd, atime, mtime));
  }
  fchmod(fd: number, mode: number): void {
    this.#do(`fchmod ${fd} (${mode})`, (files) => files.fchmod(fd, mode));
  }
  fchown(fd: number, uid: number, gid: number): void {
    this.#do(`fchown ${fd} (${uid}, ${gid})`, (files) => files.fchown(fd, uid, gid));
  }

  stat(at: Located): FileStat {
    return this.#ask(`stat ${at.path}`, STAT, (files) => files.stat(at));
  }
  access(at: Located, mode: number): void {
    this.#do(`access ${at.path} (${mode})`, (files) => files.access(at, mode));
  }
  readdir(at: Located): FolderEntry[] {
    return [...this.#ask(`readdir ${at.path}`, ENTRIES, (files) => files.readdir(at))];
  }
  mkdir(at: Located, mode: number, recursive?: boolean): string | undefined {
    const [first] = this.#ask(`mkdir ${at.path} (${mode}, ${recursive === true})`, MAYBE_TEXT, (files) => {
      const made = files.mkdir(at, mode, recursive);
      return made === undefined ? [] : [made];
    });
    return first;
  }
  mkdtemp(at: Located): void {
    this.#do(`mkdtemp ${at.path}`, (files) => files.mkdtemp(at));
  }
  rmdir(at: Located): void {
    this.#do(`rmdir ${at.path}`, (files) => files.rmdir(at));
  }
  unlink(at: Located): void {
    this.#do(`unlink ${at.path}`, (files) => files.unlink(at));
  }
  rename(from: Located, to: Located): void {
    this.#do(`rename ${from.path} to ${to.path}`, (files) => files.rename(from, to));
  }
  link(existing: Located, at: Located): void {
    this.#do(`link ${existing.path} as ${at.path}`, (files) => files.link(existing, at));
  }
  symlink(target: string, at: Located): void {
    this.#do(`symlink ${target} as ${at.path}`, (files) => files.symlink(target, at));
  }
  readlink(at: Located): string {
    return this.#ask(`readlink ${at.path}`, TEXT, (files) => files.readlink(at));
  }
  realpath(at: Located): string {
    return this.#ask(`realpath ${at.path}`, TEXT, (files) => files.realpath(at));
  }
  chmod(at: Located, mode: number): void {
    this.#do(`chmod ${at.path} (${mode})`, (files) => files.chmod(at, mode));
  }
  chown(at: Located, uid: number, gid: number): void {
    this.#do(`chown ${at.path} (${uid}, ${gid})`, (files) => files.chown(at, uid, gid));
  }
  utimes(at: Located, atime: number, mtime: number): void {
    this.#do(`utimes ${at.path} (${atime}, ${mtime})`, (files) => files.utimes(at, atime, mtime));
  }
  truncate(at: Located, length: number): void {
    this.#do(`truncate ${at.path} (${length})`, (files) => files.truncate(at, length));
  }
  copyFile(from: Located, to: Located, flags: number): void {
    this.#do(`copy ${from.path} to ${to.path} (${flags})`, (files) => files.copyFile(from, to, flags));
  }
  statfs(at: Located) {
    return this.#ask(`statfs ${at.path}`, SYSTEM, (files) => files.statfs(at));
  }

  readFile(at: Located): Uint8Array<ArrayBuffer> {
    return this.#ask(`read ${at.path}`, BYTES, (files) => files.readFile(at));
  }
  writeFile(at: Located, bytes: Uint8Array, options?: WriteFileOptions): void {
    this.#do(`write ${at.path} (${bytes.length})`, (files) => files.writeFile(at, bytes, options));
  }

  watch(at: Located, options: { recursive?: boolean }, listener: Parameters<Files["watch"]>[2]) {
    this.#watches += 1;
    const number = this.#watches;
    let isOpen = true;
    const come = this.#course.source({
      kind: `watch ${number}`,
      ...EVENT,
      take: (event) => {
        if (isOpen) listener(event);
      },
    });
    const under = this.#under;
    const close = under && { watching: undefined as ReturnType<Files["watch"]> | undefined };
    this.#do(`watch ${at.path}`, (files) => {
      if (close) close.watching = files.watch(at, options, come);
    });
    return {
      close: () => {
        isOpen = false;
        close?.watching?.close();
      },
    };
  }
}

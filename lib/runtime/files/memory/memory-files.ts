/**
 * A file system in memory, as one ordinary user of Linux sees it. One object, one owner: calls do not interleave,
 * because they are synchronous.
 */
import { FilesFault } from "../errors";
import { utf8Length } from "../names";
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
import * as attributes from "./attributes";
import * as entries from "./entries";
import type { Change } from "./feed";
import { fromImage, type Image, toImage } from "./image";
import { decodeImage, encodeImage } from "./image-bytes";
import * as io from "./io";
import { locate } from "./locate";
import * as opening from "./opening";
import { type ImageFault, readImage } from "./read-image";
import { rename } from "./rename";
import {
  exportTree,
  type MountOptions,
  mountTree,
  peekFile,
  type Tree,
  type TreeEntry,
  type Walked,
  walkTree,
} from "./tree";
import { Volume, type VolumeOptions, type VolumeState } from "./volume";
import { watch } from "./watch";

export type MemoryOptions = VolumeOptions;

/** The whole state at one moment, open files included. It shares what has not changed since. */
export class Snapshot {
  readonly #owner: Volume;
  readonly #state: VolumeState;

  constructor(owner: Volume, state: VolumeState) {
    this.#owner = owner;
    this.#state = state;
  }

  stateFor(volume: Volume): VolumeState {
    if (this.#owner !== volume) throw new FilesFault("FOREIGN");
    return this.#state;
  }
  /** Plain data, to be cloned: its bytes are those of the snapshot. */
  toImage(): Image {
    return toImage(this.#state);
  }
  toBytes(): Uint8Array<ArrayBuffer> {
    return encodeImage(this.toImage());
  }
}

export interface Usage {
  readonly bytes: number;
  readonly files: number;
  readonly descriptors: number;
}

export class MemoryFiles implements Files {
  readonly #volume: Volume;

  constructor(options: MemoryOptions) {
    this.#volume = new Volume(options);
    this.#volume.makeDevices();
  }

  locate(path: string, options: LocateOptions): Located {
    return locate(this.#volume, path, options);
  }
  resolve(path: string, options: { readonly follow: boolean }): string {
    return attributes.resolvedPath(locate(this.#volume, path, { walk: options?.follow ? "follow" : "link" }));
  }

  open(at: Located, flags: number, mode: number): number {
    return opening.open(this.#volume, at, flags, mode);
  }
  close(fd: number): void {
    io.close(this.#volume, fd);
  }
  opened(fd: number, syscall: string): OpenFile {
    return io.opened(this.#volume, fd, syscall);
  }
  read(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number {
    return io.read(this.#volume, fd, buffer, offset, length, position);
  }
  write(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number {
    return io.write(this.#volume, fd, buffer, offset, length, position);
  }
  fstat(fd: number): FileStat {
    return attributes.fstat(this.#volume, fd);
  }
  ftruncate(fd: number, length: number): void {
    io.ftruncate(this.#volume, fd, length);
  }
  fsync(fd: number, dataOnly = false): void {
    io.fsync(this.#volume, fd, dataOnly);
  }
  futimes(fd: number, atime: number, mtime: number): void {
    attributes.futimes(this.#volume, fd, atime, mtime);
  }
  fchmod(fd: number, mode: number): void {
    attributes.fchmod(this.#volume, fd, mode);
  }
  fchown(fd: number, uid: number, gid: number): void {
    attributes.fchown(this.#volume, fd, uid, gid);
  }

  stat(at: Located): FileStat {
    return attributes.stat(this.#volume, at);
  }
  access(at: Located, mode: number): void {
    attributes.access(this.#volume, at, mode);
  }
  readdir(at: Located): FolderEntry[] {
    return entries.readdir(this.#volume, at);
  }
  mkdir(at: Located, mode: number, recursive = false): string | undefined {
    return entries.mkdir(this.#volume, at, mode, recursive);
  }
  mkdtemp(at: Located): void {
    entries.mkdtemp(this.#volume, at);
  }
  rmdir(at: Located): void {
    entries.rmdir(this.#volume, at);
  }
  unlink(at: Located): void {
    entries.unlink(this.#volume, at);
  }
  rename(from: Located, to: Located): void {
    rename(this.#volume, from, to);
  }
  link(existing: Located, at: Located): void {
    entries.link(this.#volume, existing, at);
  }
  symlink(target: string, at: Located): void {
    entries.symlink(this.#volume, target, at);
  }
  readlink(at: Located): string {
    return entries.readlink(this.#volume, at);
  }
  realpath(at: Located): string {
    return attributes.realpath(this.#volume, at);
  }
  chmod(at: Located, mode: number): void {
    attributes.chmod(this.#volume, at, mode);
  }
  chown(at: Located, uid: number, gid: number): void {
    attributes.chown(this.#volume, at, uid, gid);
  }
  utimes(at: Located, atime: number, mtime: number): void {
    attributes.utimes(this.#volume, at, atime, mtime);
  }
  truncate(at: Located, length: number): void {
    opening.truncate(this.#volume, at, length);
  }
  copyFile(from: Located, to: Located, flags: number): void {
    opening.copyFile(this.#volume, from, to, flags);
  }
  statfs(at: Located): FileSystemStat {
    return attributes.statfs(this.#volume, at);
  }
  readFile(at: Located): Uint8Array<ArrayBuffer> {
    return opening.readFile(this.#volume, at);
  }
  writeFile(at: Located, bytes: Uint8Array, options: WriteFileOptions = {}): void {
    opening.writeFile(this.#volume, at, bytes, options ?? {});
  }
  watch(at: Located, options: { recursive?: boolean }, listener: (event: WatchEvent) => void): Watching {
    return watch(this.#volume, at, options?.recursive === true, listener);
  }

  // What follows belongs to whoever owns the file system: no rights are asked, and no guest reaches it.

  /** Puts a tree into the folder at `path`, which is made when it is missing. */
  mount(path: string, tree: Tree, options: MountOptions = {}): void {
    mountTree(this.#volume, path, tree, options);
  }
  export(path: string): Record<string, TreeEntry> {
    return exportTree(this.#volume, path);
  }
  /** A copy of what is in the file of that very name; undefined where there is none. Nothing shows that it was read. */
  peek(path: string): Uint8Array<ArrayBuffer> | undefined {
    return peekFile(this.#volume, path);
  }
  walk(path: string): Generator<Walked> {
    return walkTree(this.#volume, path);
  }
  /** Every change from now on, in order, each after it is complete; answers with the way to stop it. */
  changes(listener: (change: Change) => void): () => void {
    return this.#volume.feed.listen(listener);
  }
  usage(): Usage {
    const { usedBytes, table, fds } = this.#volume;
    return { bytes: usedBytes, files: table.count, descriptors: fds.count };
  }

  snapshot(): Snapshot {
    return new Snapshot(this.#volume, this.#volume.state());
  }
  /** The state of one of its own snapshots, any number of times and in any order. */
  restore(snapshot: Snapshot): void {
    this.#putBack(snapshot.stateFor(this.#volume));
  }
  /** The state in an image or in stored bytes, which may come from anywhere; undefined when it was taken. */
  load(stored: unknown): ImageFault | undefined {
    const { limits, epoch } = this.#volume;
    const read = stored instanceof Uint8Array ? decodeImage(stored, limits) : readImage(stored, limits);
    if (!read.ok) return read.fault;
    const state = fromImage(read.value, epoch, utf8Length);
    if (state.usedBytes > limits.bytes) return "TOO_LARGE";
    this.#putBack(state);
    return undefined;
  }
  #putBack(state: VolumeState): void {
    const volume = this.#volume;
    volume.putBack(state);
    volume.feed.emit({ what: "restore", folder: 1, name: "", node: volume.node(1) });
  }
}

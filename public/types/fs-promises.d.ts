/** Files again, by promises. */

declare module "node:fs/promises" {
  import { EventEmitter } from "node:events";
  import type {
    BigIntStats, CopyOptions, Data, Dir, Dirent, ListOptions, MakeOptions, Mode, PathLike,
    ReadStream, RemoveOptions, StatFs, Stats, StreamOptions, Time, WatchOptions, WriteOptions, WriteStream,
  } from "node:fs";

  type Chunks = Iterable<string | ArrayBufferView> | AsyncIterable<string | ArrayBufferView>;
  type Text<T> = BufferEncoding | (T & { encoding: BufferEncoding });
  type Binary<T> = null | (T & { encoding?: null });
  interface ReadOptions {
    flag?: string | number;
    signal?: AbortSignal;
  }

  /** An open file. It is closed by `close`, and by nobody else. */
  export interface FileHandle extends EventEmitter {
    readonly fd: number;
    appendFile(data: Data | Chunks, options?: WriteOptions): Promise<void>;
    chmod(mode: Mode): Promise<void>;
    chown(uid: number, gid: number): Promise<void>;
    close(): Promise<void>;
    createReadStream(options?: StreamOptions & { end?: number }): ReadStream;
    createWriteStream(options?: StreamOptions): WriteStream;
    datasync(): Promise<void>;
    read<T extends ArrayBufferView>(buffer: T, offset?: number | null, length?: number | null, position?: number | bigint | null): Promise<{ bytesRead: number; buffer: T }>;
    read(options?: { buffer?: ArrayBufferView; offset?: number; length?: number; position?: number | null }): Promise<{ bytesRead: number; buffer: Buffer }>;
    readFile(options?: Binary<ReadOptions>): Promise<Buffer>;
    readFile(options: Text<ReadOptions>): Promise<string>;
    readLines(options?: StreamOptions): AsyncIterable<string>;
    readv(buffers: readonly ArrayBufferView[], position?: number | null): Promise<{ bytesRead: number; buffers: ArrayBufferView[] }>;
    stat(options?: { bigint?: false }): Promise<Stats>;
    stat(options: { bigint: true }): Promise<BigIntStats>;
    sync(): Promise<void>;
    truncate(length?: number): Promise<void>;
    utimes(accessed: Time, modified: Time): Promise<void>;
    write(data: ArrayBufferView, offset?: number | null, length?: number | null, position?: number | null): Promise<{ bytesWritten: number; buffer: ArrayBufferView }>;
    write(text: string, position?: number | null, encoding?: BufferEncoding): Promise<{ bytesWritten: number; buffer: string }>;
    writeFile(data: Data | Chunks, options?: WriteOptions): Promise<void>;
    writev(buffers: readonly ArrayBufferView[], position?: number | null): Promise<{ bytesWritten: number; buffers: ArrayBufferView[] }>;
  }

  export function access(path: PathLike, mode?: number): Promise<void>;
  export function appendFile(path: PathLike | FileHandle, data: Data | Chunks, options?: WriteOptions): Promise<void>;
  export function chmod(path: PathLike, mode: Mode): Promise<void>;
  export function chown(path: PathLike, uid: number, gid: number): Promise<void>;
  export function copyFile(from: PathLike, to: PathLike, mode?: number): Promise<void>;
  export function lchown(path: PathLike, uid: number, gid: number): Promise<void>;
  export function link(existing: PathLike, path: PathLike): Promise<void>;
  export function lstat(path: PathLike, options?: { bigint?: false }): Promise<Stats>;
  export function lstat(path: PathLike, options: { bigint: true }): Promise<BigIntStats>;
  export function lutimes(path: PathLike, accessed: Time, modified: Time): Promise<void>;
  export function mkdir(path: PathLike, options: MakeOptions & { recursive: true }): Promise<string | undefined>;
  export function mkdir(path: PathLike, options?: Mode | MakeOptions | null): Promise<void>;
  export function mkdtemp(prefix: string): Promise<string>;
  export function readFile(path: PathLike | FileHandle, options?: Binary<ReadOptions>): Promise<Buffer>;
  export function readFile(path: PathLike | FileHandle, options: Text<ReadOptions>): Promise<string>;
  export function readdir(path: PathLike, options?: BufferEncoding | null | (ListOptions & { encoding?: BufferEncoding | null })): Promise<string[]>;
  export function readdir(path: PathLike, options: { withFileTypes: true; recursive?: boolean }): Promise<Dirent[]>;
  export function readlink(path: PathLike): Promise<string>;
  export function realpath(path: PathLike): Promise<string>;
  export function rename(from: PathLike, to: PathLike): Promise<void>;
  export function stat(path: PathLike, options?: { bigint?: false }): Promise<Stats>;
  export function stat(path: PathLike, options: { bigint: true }): Promise<BigIntStats>;
  export function statfs(path: PathLike): Promise<StatFs>;
  export function symlink(target: PathLike, path: PathLike, type?: string | null): Promise<void>;
  export function truncate(path: PathLike, length?: number): Promise<void>;
  export function unlink(path: PathLike): Promise<void>;
  export function utimes(path: PathLike, accessed: Time, modified: Time): Promise<void>;
  export function writeFile(path: PathLike | FileHandle, data: Data | Chunks, options?: WriteOptions): Promise<void>;
  export function rm(path: PathLike, options?: RemoveOptions): Promise<void>;
  export function rmdir(path: PathLike, options?: RemoveOptions): Promise<void>;
  export function cp(from: string | URL, to: string | URL, options?: CopyOptions): Promise<void>;
  export function opendir(path: PathLike, options?: { recursive?: boolean }): Promise<Dir>;
  export function watch(path: PathLike, options?: WatchOptions): AsyncIterableIterator<{ eventType: "rename" | "change"; filename: string | null }>;
  export function open(path: PathLike, flags?: string | number, mode?: Mode): Promise<FileHandle>;
  export const constants: (typeof import("node:fs"))["constants"];
  export {};
}

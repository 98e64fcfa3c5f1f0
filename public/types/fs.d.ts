/** Files. Every path is decided by the filesystem part of the policy; what it denies fails with ERR_ACCESS_DENIED. */

declare module "node:fs" {
  import { EventEmitter } from "node:events";
  import { Readable, Writable } from "node:stream";

  export type PathLike = string | Uint8Array | URL;
  export type PathOrFd = PathLike | number;
  export type Mode = number | string;
  export type Time = number | string | Date;
  export type Data = string | ArrayBufferView;
  export type NoParam = (error: NodeJS.ErrnoException | null) => void;
  type Done<T> = (error: NodeJS.ErrnoException | null, value: T) => void;
  type Encoded<T> = BufferEncoding | (T & { encoding: BufferEncoding });
  type Bytes<T> = null | undefined | (T & { encoding?: null });
  type AnyEncoding<T> = BufferEncoding | null | undefined | (T & { encoding?: BufferEncoding | null });

  export class Stats {
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
    readonly atimeMs: number;
    readonly mtimeMs: number;
    readonly ctimeMs: number;
    readonly birthtimeMs: number;
    readonly atime: Date;
    readonly mtime: Date;
    readonly ctime: Date;
    readonly birthtime: Date;
    isFile(): boolean;
    isDirectory(): boolean;
    isSymbolicLink(): boolean;
    isBlockDevice(): boolean;
    isCharacterDevice(): boolean;
    isFIFO(): boolean;
    isSocket(): boolean;
  }
  type Numbers = "dev" | "ino" | "mode" | "nlink" | "uid" | "gid" | "rdev" | "size" | "blksize" | "blocks";
  type Times = "atimeMs" | "mtimeMs" | "ctimeMs" | "birthtimeMs";
  export type BigIntStats = Omit<Stats, Numbers | Times> & { readonly [Name in Numbers | Times]: bigint } & {
    readonly atimeNs: bigint;
    readonly mtimeNs: bigint;
    readonly ctimeNs: bigint;
    readonly birthtimeNs: bigint;
  };
  export interface StatFs {
    readonly type: number;
    readonly bsize: number;
    readonly blocks: number;
    readonly bfree: number;
    readonly bavail: number;
    readonly files: number;
    readonly ffree: number;
  }
  export class Dirent {
    readonly name: string;
    readonly parentPath: string;
    readonly path: string;
    isFile(): boolean;
    isDirectory(): boolean;
    isSymbolicLink(): boolean;
    isBlockDevice(): boolean;
    isCharacterDevice(): boolean;
    isFIFO(): boolean;
    isSocket(): boolean;
  }
  export class Dir implements AsyncIterable<Dirent> {
    readonly path: string;
    read(): Promise<Dirent | null>;
    read(callback: Done<Dirent | null>): void;
    readSync(): Dirent | null;
    close(): Promise<void>;
    close(callback: NoParam): void;
    closeSync(): void;
    [Symbol.asyncIterator](): AsyncIterableIterator<Dirent>;
  }

  export type WriteOptions = AnyEncoding<{ mode?: Mode; flag?: string; flush?: boolean; signal?: AbortSignal }>;
  export interface MakeOptions {
    recursive?: boolean;
    mode?: Mode;
  }
  export interface RemoveOptions {
    force?: boolean;
    recursive?: boolean;
    maxRetries?: number;
    retryDelay?: number;
  }
  export interface CopyOptions {
    dereference?: boolean;
    errorOnExist?: boolean;
    filter?(from: string, to: string): boolean | Promise<boolean>;
    force?: boolean;
    mode?: number;
    preserveTimestamps?: boolean;
    recursive?: boolean;
    verbatimSymlinks?: boolean;
  }
  export interface ListOptions {
    recursive?: boolean;
    withFileTypes?: false;
  }

  // What waits.
  export function readFileSync(path: PathOrFd, options?: Bytes<{ flag?: string }>): Buffer;
  export function readFileSync(path: PathOrFd, options: Encoded<{ flag?: string }>): string;
  export function writeFileSync(path: PathOrFd, data: Data, options?: WriteOptions): void;
  export function appendFileSync(path: PathOrFd, data: Data, options?: WriteOptions): void;
  export function openSync(path: PathLike, flags?: string | number, mode?: Mode | null): number;
  export function closeSync(fd: number): void;
  export function readSync(fd: number, buffer: ArrayBufferView, offset: number, length: number, position?: number | bigint | null): number;
  export function readSync(fd: number, buffer: ArrayBufferView, options?: { offset?: number; length?: number; position?: number | null }): number;
  export function writeSync(fd: number, data: ArrayBufferView, offset?: number, length?: number, position?: number | null): number;
  export function writeSync(fd: number, text: string, position?: number | null, encoding?: BufferEncoding): number;
  export function readvSync(fd: number, buffers: readonly ArrayBufferView[], position?: number | null): number;
  export function writevSync(fd: number, buffers: readonly ArrayBufferView[], position?: number | null): number;
  export function fstatSync(fd: number, options?: { bigint?: false }): Stats;
  export function fstatSync(fd: number, options: { bigint: true }): BigIntStats;
  export function ftruncateSync(fd: number, length?: number): void;
  export function fsyncSync(fd: number): void;
  export function fdatasyncSync(fd: number): void;
  export function futimesSync(fd: number, accessed: Time, modified: Time): void;
  export function fchmodSync(fd: number, mode: Mode): void;
  export function fchownSync(fd: number, uid: number, gid: number): void;
  export function statSync(path: PathLike, options?: { bigint?: false; throwIfNoEntry?: true }): Stats;
  export function statSync(path: PathLike, options: { bigint?: false; throwIfNoEntry: false }): Stats | undefined;
  export function statSync(path: PathLike, options: { bigint: true }): BigIntStats;
  export function lstatSync(path: PathLike, options?: { bigint?: false; throwIfNoEntry?: true }): Stats;
  export function lstatSync(path: PathLike, options: { bigint?: false; throwIfNoEntry: false }): Stats | undefined;
  export function lstatSync(path: PathLike, options: { bigint: true }): BigIntStats;
  export function accessSync(path: PathLike, mode?: number): void;
  export function existsSync(path: PathLike): boolean;
  export function readdirSync(path: PathLike, options?: BufferEncoding | null | (ListOptions & { encoding?: BufferEncoding | null })): string[];
  export function readdirSync(path: PathLike, options: { withFileTypes: true; recursive?: boolean }): Dirent[];
  export function readdirSync(path: PathLike, options: "buffer" | (ListOptions & { encoding: "buffer" })): Buffer[];
  export function readlinkSync(path: PathLike, options?: AnyEncoding<object>): string;
  export function readlinkSync(path: PathLike, options: "buffer" | { encoding: "buffer" }): Buffer;
  export const realpathSync: { (path: PathLike, options?: AnyEncoding<object>): string; native(path: PathLike): string };
  export function statfsSync(path: PathLike): StatFs;
  export function mkdirSync(path: PathLike, options: MakeOptions & { recursive: true }): string | undefined;
  export function mkdirSync(path: PathLike, options?: Mode | MakeOptions | null): void;
  export function mkdtempSync(prefix: string): string;
  export function rmdirSync(path: PathLike, options?: RemoveOptions): void;
  export function unlinkSync(path: PathLike): void;
  export function renameSync(from: PathLike, to: PathLike): void;
  export function linkSync(existing: PathLike, path: PathLike): void;
  export function symlinkSync(target: PathLike, path: PathLike, type?: string | null): void;
  export function copyFileSync(from: PathLike, to: PathLike, mode?: number): void;
  export function chmodSync(path: PathLike, mode: Mode): void;
  export function chownSync(path: PathLike, uid: number, gid: number): void;
  export function lchownSync(path: PathLike, uid: number, gid: number): void;
  export function utimesSync(path: PathLike, accessed: Time, modified: Time): void;
  export function lutimesSync(path: PathLike, accessed: Time, modified: Time): void;
  export function truncateSync(path: PathLike, length?: number): void;
  export function rmSync(path: PathLike, options?: RemoveOptions): void;
  export function cpSync(from: string | URL, to: string | URL, options?: CopyOptions): void;
  export function opendirSync(path: PathLike, options?: { recursive?: boolean }): Dir;

  // What calls back.
  export function readFile(path: PathOrFd, options: Encoded<{ flag?: string; signal?: AbortSignal }>, callback: Done<string>): void;
  export function readFile(path: PathOrFd, options: Bytes<{ flag?: string; signal?: AbortSignal }>, callback: Done<Buffer>): void;
  export function readFile(path: PathOrFd, callback: Done<Buffer>): void;
  export function writeFile(path: PathOrFd, data: Data, options: WriteOptions, callback: NoParam): void;
  export function writeFile(path: PathOrFd, data: Data, callback: NoParam): void;
  export function appendFile(path: PathOrFd, data: Data, options: WriteOptions, callback: NoParam): void;
  export function appendFile(path: PathOrFd, data: Data, callback: NoParam): void;
  export function open(path: PathLike, callback: Done<number>): void;
  export function open(path: PathLike, flags: string | number, callback: Done<number>): void;
  export function open(path: PathLike, flags: string | number, mode: Mode, callback: Done<number>): void;
  export function close(fd: number, callback?: NoParam): void;
  type ReadDone = (error: NodeJS.ErrnoException | null, bytes: number, buffer: Buffer) => void;
  export function read(fd: number, buffer: ArrayBufferView, offset: number, length: number, position: number | null, callback: ReadDone): void;
  export function read(fd: number, callback: ReadDone): void;
  type WriteDone = (error: NodeJS.ErrnoException | null, written: number, data: any) => void;
  export function write(fd: number, data: Data, callback: WriteDone): void;
  export function write(fd: number, data: ArrayBufferView, offset: number, length: number, position: number | null, callback: WriteDone): void;
  export function write(fd: number, text: string, position: number | null, encoding: BufferEncoding, callback: WriteDone): void;
  type VectorDone = (error: NodeJS.ErrnoException | null, bytes: number, buffers: any[]) => void;
  export function readv(fd: number, buffers: readonly ArrayBufferView[], callback: VectorDone): void;
  export function readv(fd: number, buffers: readonly ArrayBufferView[], position: number | null, callback: VectorDone): void;
  export function writev(fd: number, buffers: readonly ArrayBufferView[], callback: VectorDone): void;
  export function writev(fd: number, buffers: readonly ArrayBufferView[], position: number | null, callback: VectorDone): void;
  export function fstat(fd: number, callback: Done<Stats>): void;
  export function ftruncate(fd: number, callback: NoParam): void;
  export function ftruncate(fd: number, length: number, callback: NoParam): void;
  export function fsync(fd: number, callback: NoParam): void;
  export function fdatasync(fd: number, callback: NoParam): void;
  export function futimes(fd: number, accessed: Time, modified: Time, callback: NoParam): void;
  export function fchmod(fd: number, mode: Mode, callback: NoParam): void;
  export function fchown(fd: number, uid: number, gid: number, callback: NoParam): void;
  export function stat(path: PathLike, callback: Done<Stats>): void;
  export function stat(path: PathLike, options: { bigint: true }, callback: Done<BigIntStats>): void;
  export function lstat(path: PathLike, callback: Done<Stats>): void;
  export function lstat(path: PathLike, options: { bigint: true }, callback: Done<BigIntStats>): void;
  export function access(path: PathLike, callback: NoParam): void;
  export function access(path: PathLike, mode: number, callback: NoParam): void;
  export function exists(path: PathLike, callback: (exists: boolean) => void): void;
  export function readdir(path: PathLike, callback: Done<string[]>): void;
  export function readdir(path: PathLike, options: { withFileTypes: true; recursive?: boolean }, callback: Done<Dirent[]>): void;
  export function readdir(path: PathLike, options: BufferEncoding | ListOptions | null, callback: Done<string[]>): void;
  export function readlink(path: PathLike, callback: Done<string>): void;
  export const realpath: {
    (path: PathLike, callback: Done<string>): void;
    native(path: PathLike, callback: Done<string>): void;
  };
  export function statfs(path: PathLike, callback: Done<StatFs>): void;
  export function mkdir(path: PathLike, callback: NoParam): void;
  export function mkdir(path: PathLike, options: Mode | MakeOptions | null, callback: (error: NodeJS.ErrnoException | null, first?: string) => void): void;
  export function mkdtemp(prefix: string, callback: Done<string>): void;
  export function rmdir(path: PathLike, callback: NoParam): void;
  export function unlink(path: PathLike, callback: NoParam): void;
  export function rename(from: PathLike, to: PathLike, callback: NoParam): void;
  export function link(existing: PathLike, path: PathLike, callback: NoParam): void;
  export function symlink(target: PathLike, path: PathLike, callback: NoParam): void;
  export function symlink(target: PathLike, path: PathLike, type: string | null, callback: NoParam): void;
  export function copyFile(from: PathLike, to: PathLike, callback: NoParam): void;
  export function copyFile(from: PathLike, to: PathLike, mode: number, callback: NoParam): void;
  export function chmod(path: PathLike, mode: Mode, callback: NoParam): void;
  export function chown(path: PathLike, uid: number, gid: number, callback: NoParam): void;
  export function lchown(path: PathLike, uid: number, gid: number, callback: NoParam): void;
  export function utimes(path: PathLike, accessed: Time, modified: Time, callback: NoParam): void;
  export function lutimes(path: PathLike, accessed: Time, modified: Time, callback: NoParam): void;
  export function truncate(path: PathLike, callback: NoParam): void;
  export function truncate(path: PathLike, length: number, callback: NoParam): void;
  export function rm(path: PathLike, callback: NoParam): void;
  export function rm(path: PathLike, options: RemoveOptions, callback: NoParam): void;
  export function cp(from: string | URL, to: string | URL, callback: NoParam): void;
  export function cp(from: string | URL, to: string | URL, options: CopyOptions, callback: NoParam): void;
  export function opendir(path: PathLike, callback: Done<Dir>): void;

  // By promises, for `promisify`: where the forms above differ in what comes out.
  type Soon = typeof import("node:fs/promises");
  export namespace readFile {
    const __promisify__: Soon["readFile"];
  }
  export namespace readdir {
    const __promisify__: Soon["readdir"];
  }
  export namespace stat {
    const __promisify__: Soon["stat"];
  }
  export namespace mkdir {
    const __promisify__: Soon["mkdir"];
  }

  // Streams, and who looks for changes.
  export interface StreamOptions {
    flags?: string;
    encoding?: BufferEncoding;
    mode?: number;
    autoClose?: boolean;
    emitClose?: boolean;
    start?: number;
    highWaterMark?: number;
    signal?: AbortSignal;
    flush?: boolean;
  }
  export class ReadStream extends Readable {
    constructor(path: PathLike, options?: BufferEncoding | (StreamOptions & { end?: number }));
    readonly path: string | Buffer;
    readonly bytesRead: number;
    readonly pending: boolean;
    close(callback?: NoParam): void;
  }
  export class WriteStream extends Writable {
    constructor(path: PathLike, options?: BufferEncoding | StreamOptions);
    readonly path: string | Buffer;
    readonly bytesWritten: number;
    readonly pending: boolean;
    close(callback?: NoParam): void;
  }
  export { ReadStream as FileReadStream, WriteStream as FileWriteStream };
  export function createReadStream(
    path: PathLike,
    options?: BufferEncoding | (StreamOptions & { end?: number; fd?: number }),
  ): ReadStream;
  export function createWriteStream(
    path: PathLike,
    options?: BufferEncoding | (StreamOptions & { fd?: number }),
  ): WriteStream;
  export interface WatchOptions {
    persistent?: boolean;
    recursive?: boolean;
    encoding?: BufferEncoding | null;
    signal?: AbortSignal;
  }
  type Heard = (event: "rename" | "change", name: string | null) => void;
  export class FSWatcher extends EventEmitter {
    close(): void;
    ref(): this;
    unref(): this;
  }
  export class StatWatcher extends EventEmitter {
    ref(): this;
    unref(): this;
  }
  export function watch(path: PathLike, listener?: Heard): FSWatcher;
  export function watch(path: PathLike, options: WatchOptions | BufferEncoding | null, listener?: Heard): FSWatcher;
  type Looked = (now: Stats, before: Stats) => void;
  /** Looks again and again, as often as `interval` says. */
  export function watchFile(path: PathLike, listener: Looked): StatWatcher;
  export function watchFile(path: PathLike, options: { persistent?: boolean; interval?: number }, listener: Looked): StatWatcher;
  export function unwatchFile(path: PathLike, listener?: Looked): void;

  type Flags =
    | "F_OK" | "R_OK" | "W_OK" | "X_OK"
    | "COPYFILE_EXCL" | "COPYFILE_FICLONE" | "COPYFILE_FICLONE_FORCE"
    | "O_RDONLY" | "O_WRONLY" | "O_RDWR" | "O_CREAT" | "O_EXCL" | "O_TRUNC" | "O_APPEND"
    | "O_DIRECTORY" | "O_NOFOLLOW" | "O_SYNC" | "O_DSYNC"
    | "S_IFMT" | "S_IFREG" | "S_IFDIR" | "S_IFCHR" | "S_IFBLK" | "S_IFIFO" | "S_IFLNK" | "S_IFSOCK"
    | "S_IRWXU" | "S_IRUSR" | "S_IWUSR" | "S_IXUSR" | "S_IRWXG" | "S_IRGRP" | "S_IWGRP" | "S_IXGRP"
    | "S_IRWXO" | "S_IROTH" | "S_IWOTH" | "S_IXOTH";
  export const constants: { readonly [Name in Flags]: number };
  export const F_OK: number;
  export const R_OK: number;
  export const W_OK: number;
  export const X_OK: number;
  export * as promises from "node:fs/promises";
  export {};
}

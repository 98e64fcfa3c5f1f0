/** An open file of `fs/promises`. */
import { Buffer } from "../../buffer/buffer";
import { ask } from "../../core/host";
import { EventEmitter } from "../events";
import { createInterface } from "../readline/lines";
import { later } from "./forms";
import { type Operation, operations } from "./operations";
import { createReadStream, createWriteStream } from "./streams";
import type { Options } from "./values";

interface Reading {
  readonly buffer?: Uint8Array;
  readonly offset?: number;
  readonly length?: number;
  readonly position?: number | null;
}

/** As Node answers: an object without a prototype. */
function plain(fields: object): object {
  return Object.assign(Object.create(null) as object, fields);
}

export class FileHandle extends EventEmitter {
  #fd: number;
  constructor(fd: number) {
    super();
    this.#fd = fd;
  }

  get fd(): number {
    return this.#fd;
  }
  #run(operation: Operation, ...values: unknown[]): Promise<unknown> {
    if (this.#fd === -1) {
      const syscall = Object.entries(operations).find(([, each]) => each === operation)?.[0] ?? "read";
      return Promise.reject(
        Object.assign(new Error("file closed"), {
          code: "EBADF",
          syscall,
          errno: -9,
          message: "file closed",
        }),
      );
    }
    return later(operation(this.#fd, ...values));
  }

  async read(first?: unknown, ...rest: unknown[]): Promise<object> {
    const isOptions = !ArrayBuffer.isView(first);
    const options = (isOptions ? (first ?? {}) : {}) as Reading;
    const buffer = isOptions ? (options.buffer ?? Buffer.alloc(16384)) : (first as Uint8Array);
    const values = isOptions ? [options] : rest;
    return plain({ bytesRead: await this.#run(operations.read, buffer, ...values), buffer });
  }
  async write(data: unknown, ...rest: unknown[]): Promise<object> {
    return plain({ bytesWritten: await this.#run(operations.write, data, ...rest), buffer: data });
  }
  async readv(buffers: unknown, position?: unknown): Promise<object> {
    return plain({ bytesRead: await this.#run(operations.readv, buffers, position), buffers });
  }
  async writev(buffers: unknown, position?: unknown): Promise<object> {
    return plain({ bytesWritten: await this.#run(operations.writev, buffers, position), buffers });
  }
  async readFile(options?: unknown): Promise<unknown> {
    return this.#run(operations.readFile, options);
  }
  async writeFile(data?: unknown, options?: unknown): Promise<unknown> {
    return this.#run(operations.writeFile, data, options);
  }
  async appendFile(data?: unknown, options?: unknown): Promise<unknown> {
    return this.writeFile(data, options);
  }
  async stat(options?: unknown): Promise<unknown> {
    return this.#run(operations.fstat, options);
  }
  async truncate(length = 0): Promise<unknown> {
    return this.#run(operations.ftruncate, length);
  }
  async sync(): Promise<unknown> {
    return this.#run(operations.fsync);
  }
  async datasync(): Promise<unknown> {
    return this.#run(operations.fsync);
  }
  async utimes(atime: unknown, mtime: unknown): Promise<unknown> {
    return this.#run(operations.futimes, atime, mtime);
  }
  async chmod(mode: unknown): Promise<unknown> {
    return this.#run(operations.fchmod, mode);
  }
  async chown(uid: unknown, gid: unknown): Promise<unknown> {
    return this.#run(operations.fchown, uid, gid);
  }
  async close(): Promise<void> {
    if (this.#fd === -1) return;
    const fd = this.#fd;
    this.#fd = -1;
    await later(() => ask("fs.close", [fd]));
    this.emit("close");
  }
  createReadStream(options: Options = {}): unknown {
    return createReadStream("", { ...options, fd: this.#fd });
  }
  createWriteStream(options: Options = {}): unknown {
    return createWriteStream("", { ...options, fd: this.#fd });
  }
  readLines(options: Options = {}): unknown {
    return createInterface({ input: this.createReadStream(options), crlfDelay: Number.POSITIVE_INFINITY });
  }
}

/** Files as streams. */
import { Buffer } from "../../buffer/buffer";
import { outOfRange } from "../../core/errors";
import { ask, askBytes } from "../../core/host";
import { addPolled } from "../../core/loop";
import { Readable, Writable } from "../stream";
import { countOf, fdOf, flagsOf, modeOf, type Options, optionsOf, pathOf } from "./values";

type Done = (error?: unknown, value?: unknown) => void;
interface Open {
  fd: number | null;
  path: string | undefined;
  flags: unknown;
  mode: unknown;
  autoClose: boolean;
  pos: number | undefined;
  start: number | undefined;
  end: number;
  bytesRead: number;
  bytesWritten: number;
  pending: boolean;
  isClosed: boolean;
  emit(name: string, ...values: unknown[]): boolean;
  push(chunk: unknown): boolean;
}

function perform(run: () => unknown, done: Done): void {
  addPolled(() => {
    let value: unknown;
    try {
      value = run();
    } catch (error) {
      done(error);
      return;
    }
    done(null, value);
  });
}

function setUp(stream: Open, path: unknown, options: Options): void {
  const { fd, flags, mode, autoClose, start } = options;
  const handle = typeof fd === "object" && fd !== null ? (fd as { fd: number }).fd : fd;
  stream.fd = handle === undefined || handle === null ? null : fdOf(handle);
  stream.path = stream.fd === null ? pathOf(path) : undefined;
  stream.flags = flags;
  stream.mode = mode ?? 0o666;
  stream.autoClose = autoClose !== false;
  stream.start = start === undefined ? undefined : countOf(start, "start");
  stream.pos = stream.start;
  stream.bytesRead = 0;
  stream.bytesWritten = 0;
}

function construct(this: Open, done: Done): void {
  if (this.fd !== null) {
    done();
    return;
  }
  perform(
    () => ask("fs.open", [this.path ?? "", flagsOf(this.flags), modeOf(this.mode)]),
    (error, fd) => {
      if (error) return done(error);
      this.fd = fd as number;
      done();
      this.emit("open", fd);
      this.emit("ready");
    },
  );
}

function destroy(this: Open, error: unknown, done: Done): void {
  if (this.fd === null || !this.autoClose) {
    done(error);
    return;
  }
  const { fd } = this;
  this.fd = null;
  perform(
    () => ask("fs.close", [fd]),
    (failure) => done(error ?? failure),
  );
}

function close(
  this: Open & { destroy(): void; once(name: string, listener: Done): void },
  done?: Done,
): void {
  if (done) this.once("close", done);
  this.destroy();
}

class ReadFile extends Readable {
  constructor(path: unknown, given?: unknown) {
    const options = optionsOf(given, { flags: "r" });
    super({
      highWaterMark: 65536,
      ...options,
      emitClose: options.emitClose !== false,
      autoDestroy: options.autoClose !== false,
    });
    setUp(this as unknown as Open, path, { ...options, flags: options.flags ?? "r" });
    this.#setEnd(options.end);
  }
  #setEnd(end: unknown): void {
    const self = this as unknown as Open;
    // A readable stream has no method of this name.
    self.end =
      end === undefined || end === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : countOf(end, "end");
    if (self.start !== undefined && self.start > self.end)
      throw outOfRange("start", `<= "end" (here: ${self.end})`, self.start);
  }
  _read(size: number): void {
    const self = this as unknown as Open;
    const left = self.pos === undefined ? self.end + 1 - self.bytesRead : self.end + 1 - self.pos;
    const length = Math.min(size, left);
    if (length <= 0) {
      self.push(null);
      return;
    }
    perform(
      () => askBytes("fs.read", [self.fd ?? -1, length, self.pos ?? null]),
      (error, value) => {
        if (error) {
          this.destroy(error);
          return;
        }
        const bytes = value as Uint8Array;
        if (self.pos !== undefined) self.pos += bytes.length;
        self.bytesRead += bytes.length;
        self.push(bytes.length === 0 ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
      },
    );
  }
}

class WriteFile extends Writable {
  constructor(path: unknown, given?: unknown) {
    const options = optionsOf(given, { flags: "w" });
    super({
      decodeStrings: true,
      defaultEncoding: "utf8",
      ...options,
      emitClose: options.emitClose !== false,
    });
    setUp(this as unknown as Open, path, { ...options, flags: options.flags ?? "w" });
    if (typeof options.encoding === "string")
      (this.setDefaultEncoding as (name: string) => void)(options.encoding);
  }
  _write(chunk: Uint8Array, _encoding: unknown, done: Done): void {
    const self = this as unknown as Open;
    perform(() => {
      for (let at = 0; at < chunk.length; ) {
        const count = ask("fs.write", [self.fd ?? -1, self.pos ?? null], chunk.subarray(at));
        at += count;
        self.bytesWritten += count;
        if (self.pos !== undefined) self.pos += count;
      }
    }, done);
  }
}

for (const Class of [ReadFile, WriteFile]) {
  Object.assign(Class.prototype, { _construct: construct, _destroy: destroy, close });
  Object.defineProperty(Class.prototype, "pending", {
    get(this: Open) {
      return this.fd === null;
    },
    configurable: true,
  });
}

/** Older code calls them without `new`; an arrow could not be called with it. */
function callable<Instance>(name: string, Class: new (path: unknown, options?: unknown) => Instance) {
  function func(path: unknown, options?: unknown) {
    return new Class(path, options);
  }
  Object.defineProperty(func, "name", { value: name });
  func.prototype = Class.prototype;
  Object.defineProperty(Class.prototype, "constructor", { value: func, configurable: true, writable: true });
  return func as unknown as typeof Class & typeof func;
}

export const ReadStream = callable("ReadStream", ReadFile);
export const WriteStream = callable("WriteStream", WriteFile);
export function createReadStream(path: unknown, options?: unknown): ReadFile {
  return new ReadFile(path, options);
}
export function createWriteStream(path: unknown, options?: unknown): WriteFile {
  return new WriteFile(path, options);
}

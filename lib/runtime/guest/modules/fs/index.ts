/** The module `fs`. */
import { Buffer } from "../../buffer/buffer";
import { assertFunction } from "../../core/errors";
import { ask } from "../../core/host";
import { addPolled } from "../../core/loop";
import { constants } from "./constants";
import { Dir, openFolder } from "./dir";
import { callbackForm, type Extra, promiseForm, syncForm } from "./forms";
import { operations } from "./operations";
import { promises } from "./promises";
import { Dirent, Stats } from "./stats";
import { createReadStream, createWriteStream, ReadStream, WriteStream } from "./streams";
import { trees } from "./tree";
import { pathOf } from "./values";
import { FSWatcher, StatWatcher, unwatchFile, watch, watchFile } from "./watch";

type Functions = Record<string, (...values: never[]) => unknown>;
const CUSTOM_PROMISIFY = Symbol.for("nodejs.util.promisify.custom");

/** As a callback gets them: what was read or written along with how much. */
const second: Extra = ([, buffer]) => [buffer];
const EXTRAS: Readonly<Record<string, Extra>> = {
  read: second,
  write: second,
  readv: second,
  writev: second,
};
const PAIRS: Readonly<Record<string, readonly [string, string]>> = {
  read: ["bytesRead", "buffer"],
  write: ["bytesWritten", "buffer"],
  readv: ["bytesRead", "buffers"],
  writev: ["bytesWritten", "buffers"],
};

const all = { ...operations, ...trees };
const functions: Functions = {};
for (const [name, operation] of Object.entries(all)) {
  const callback = callbackForm(name, operation, EXTRAS[name]);
  functions[name] = callback as Functions[string];
  functions[`${name}Sync`] = syncForm(name, operation) as Functions[string];
  const pair = PAIRS[name];
  if (pair === undefined) continue;
  const plain = promiseForm(name, operation);
  Object.defineProperty(callback, CUSTOM_PROMISIFY, {
    value: async (...values: unknown[]) => ({ [pair[0]]: await plain(...values), [pair[1]]: values[1] }),
  });
}

/** `read(fd, callback)` and `read(fd, options, callback)` make a buffer of their own. */
const readWhole = functions.read as (...values: unknown[]) => void;
function read(fd: unknown, ...rest: unknown[]): void {
  const callback = rest[rest.length - 1];
  if (ArrayBuffer.isView(rest[0])) {
    readWhole(fd, ...rest);
    return;
  }
  const options = (rest.length > 1 ? rest[0] : {}) as { buffer?: unknown } | null;
  readWhole(fd, options?.buffer ?? Buffer.alloc(16384), options ?? {}, callback);
}
Object.defineProperty(read, CUSTOM_PROMISIFY, {
  value: (readWhole as unknown as Record<symbol, unknown>)[CUSTOM_PROMISIFY],
});

/** `close(fd)` may go without anybody listening. */
const closeOne = functions.close as (fd: unknown, callback: unknown) => void;
function close(fd: unknown, callback: unknown = raise): void {
  closeOne(fd, callback);
}
function raise(error: unknown): void {
  if (error) throw error;
}

function existsSync(path: unknown): boolean {
  try {
    ask("fs.access", [pathOf(path), 0]);
    return true;
  } catch {
    return false;
  }
}
function exists(path: unknown, callback: (isThere: boolean) => void): void {
  assertFunction(callback, "cb");
  addPolled(() => callback(existsSync(path)));
}
Object.defineProperty(exists, CUSTOM_PROMISIFY, {
  value: (path: unknown) => new Promise((resolve) => exists(path, resolve)),
});

Object.assign(functions.realpath as object, { native: functions.realpath });
Object.assign(functions.realpathSync as object, { native: functions.realpathSync });

export const fs: Record<string, unknown> = {
  ...functions,
  read,
  close,
  exists,
  existsSync,
  opendir: callbackForm("opendir", openFolder),
  opendirSync: syncForm("opendir", openFolder),
  createReadStream,
  createWriteStream,
  watch,
  watchFile,
  unwatchFile,
  Stats,
  Dirent,
  Dir,
  ReadStream,
  WriteStream,
  FileReadStream: ReadStream,
  FileWriteStream: WriteStream,
  FSWatcher,
  StatWatcher,
  constants,
  F_OK: 0,
  R_OK: 4,
  W_OK: 2,
  X_OK: 1,
  promises,
};

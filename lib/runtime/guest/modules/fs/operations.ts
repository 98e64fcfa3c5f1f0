/**
 * The operations of `fs`, each once: it checks what it was given at once and answers with what is to be done. Out of each come
 * the synchronous function, the one with a callback, and the one with a promise.
 */
import { Buffer, view } from "../../buffer/buffer";
import { codedError, invalidArgType, outOfRange } from "../../core/errors";
import { ask, askBytes } from "../../core/host";
import { constants } from "./constants";
import { listTree } from "./listing";
import { statsOf } from "./stats";
import {
  bytesOf,
  countOf,
  decoded,
  fdOf,
  flagsOf,
  modeOf,
  type Options,
  optionsOf,
  pathOf,
  positionOf,
  secondsOf,
  shownName,
} from "./values";

export type Operation = (...values: unknown[]) => () => unknown;
const { O_WRONLY, O_CREAT, O_TRUNC, O_APPEND } = constants;
const CHUNK_BYTES = 1024 * 1024;

/** To the end of what is open, wherever it stands. */
function readAll(fd: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (;;) {
    const part = askBytes("fs.read", [fd, CHUNK_BYTES, null]);
    if (part.length === 0) return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
    parts.push(part);
  }
}

function writeAll(fd: number, bytes: Uint8Array, position: number | null = null): number {
  let done = 0;
  while (done < bytes.length) {
    done += ask("fs.write", [fd, position === null ? null : position + done], bytes.subarray(done));
  }
  return done;
}

/** Of most calls, which name no others. */
const READING: Options = { encoding: null, flag: "r" };

const whole = {
  readFile: (path, options) => {
    const { encoding, flag } = optionsOf(options, READING);
    if (typeof path === "number") {
      const fd = fdOf(path);
      return () => decoded(readAll(fd), encoding);
    }
    const [at, flags] = [pathOf(path), flagsOf(flag)];
    return () => decoded(askBytes("fs.readFile", [at, flags]), encoding);
  },
  writeFile: (path, data, options) =>
    writing(path, data, optionsOf(options, { encoding: "utf8", flag: "w" })),
  appendFile: (path, data, options) =>
    writing(path, data, optionsOf(options, { encoding: "utf8", flag: "a" })),
} satisfies Record<string, Operation>;

function writing(path: unknown, data: unknown, { encoding, flag, mode }: Options): () => void {
  const bytes = bytesOf(data, encoding);
  if (typeof path === "number") {
    const fd = fdOf(path);
    return () => {
      writeAll(fd, bytes);
    };
  }
  const [at, flags, bits] = [pathOf(path), flagsOf(flag), modeOf(mode, 0o666)];
  return () => ask("fs.writeFile", [at, flags, bits], bytes);
}

const readInto: Operation = (fd, buffer, ...rest) => {
  const at = fdOf(fd);
  if (!ArrayBuffer.isView(buffer))
    throw invalidArgType("buffer", ["Buffer", "TypedArray", "DataView"], buffer);
  const target = new Uint8Array(buffer.buffer as ArrayBuffer, buffer.byteOffset, buffer.byteLength);
  const { offset, length, position } = windowOf(rest, target.length);
  return () => {
    if (length === 0) return 0;
    const bytes = askBytes("fs.read", [at, length, position]);
    target.set(bytes, offset);
    return bytes.length;
  };
};

const writeFrom: Operation = (fd, data, ...rest) => {
  const at = fdOf(fd);
  if (typeof data === "string") {
    const position = positionOf(rest[0]);
    const bytes = Buffer.from(data, rest[1] ?? "utf8");
    return () => ask("fs.write", [at, position], bytes);
  }
  if (!ArrayBuffer.isView(data))
    throw invalidArgType("buffer", ["string", "Buffer", "TypedArray", "DataView"], data);
  const source = bytesOf(data, undefined, "buffer");
  const { offset, length, position } = windowOf(rest, source.length);
  return () => (length === 0 ? 0 : ask("fs.write", [at, position], source.subarray(offset, offset + length)));
};

const descriptors = {
  open: (path, flags, mode) => {
    const values = [pathOf(path), flagsOf(flags), modeOf(mode, 0o666)] as const;
    return () => ask("fs.open", [...values]);
  },
  close: (fd) => {
    const at = fdOf(fd);
    return () => ask("fs.close", [at]);
  },
  read: readInto,
  write: writeFrom,
  readv: (fd, views, position): (() => number) => vectored(fd, views, position, readInto),
  writev: (fd, views, position): (() => number) => vectored(fd, views, position, writeFrom),
  fstat: (fd, options) => {
    const [at, isBig] = [fdOf(fd), optionsOf(options).bigint === true];
    return () => statsOf(ask("fs.fstat", [at]), isBig);
  },
  ftruncate: (fd, length) => {
    const values = [fdOf(fd), Math.max(0, integer(length ?? 0, "len"))] as const;
    return () => ask("fs.ftruncate", [...values]);
  },
  fsync: (fd) => {
    const at = fdOf(fd);
    return () => ask("fs.fsync", [at]);
  },
  fdatasync: (fd) => {
    const at = fdOf(fd);
    return () => ask("fs.fsync", [at]);
  },
  futimes: (fd, atime, mtime) => {
    const values = [fdOf(fd), secondsOf(atime), secondsOf(mtime)] as const;
    return () => ask("fs.futimes", [...values]);
  },
  fchmod: (fd, mode) => {
    const values = [fdOf(fd), modeOf(mode)] as const;
    return () => ask("fs.fchmod", [...values]);
  },
  fchown: (fd, uid, gid) => {
    const values = [fdOf(fd), idOf(uid, "uid"), idOf(gid, "gid")] as const;
    return () => ask("fs.fchown", [...values]);
  },
} satisfies Record<string, Operation>;

/** `(offset, length, position)`, or an object of these. */
function windowOf(rest: readonly unknown[], size: number) {
  const [first] = rest;
  const isTable = typeof first === "object" && first !== null;
  const table = isTable ? (first as Options) : { offset: first, length: rest[1], position: rest[2] };
  const offset = table.offset === undefined || table.offset === null ? 0 : countOf(table.offset, "offset");
  if (offset > size) throw outOfRange("offset", `<= ${size}`, offset);
  const length =
    table.length === undefined || table.length === null ? size - offset : integer(table.length, "length");
  if (length < 0) throw outOfRange("length", ">= 0", length);
  if (length > size - offset) throw outOfRange("length", `<= ${size - offset}`, length);
  return { offset, length, position: positionOf(table.position) };
}

function vectored(fd: unknown, views: unknown, position: unknown, one: Operation): () => number {
  if (!Array.isArray(views) || !views.every((each) => ArrayBuffer.isView(each))) {
    throw invalidArgType("buffers", "ArrayBufferView[]", views);
  }
  const start = typeof position === "number" ? position : null;
  return () => {
    let done = 0;
    for (const each of views as ArrayBufferView[]) {
      const count = Number(one(fd, each, 0, each.byteLength, start === null ? null : start + done)());
      done += count;
      if (count < each.byteLength) break;
    }
    return done;
  };
}

function integer(value: unknown, name: string): number {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
  return value;
}

function idOf(value: unknown, name: string): number {
  const id = integer(value, name);
  if (id < -1 || id > 4294967295) throw outOfRange(name, ">= -1 && <= 4294967295", value);
  return id;
}

const looking = {
  stat: (path, options) => statting("fs.stat", path, options),
  lstat: (path, options) => statting("fs.lstat", path, options),
  access: (path, mode) => {
    const at = pathOf(path);
    const bits = mode === undefined || mode === null ? 0 : integer(mode, "mode");
    if (bits < 0 || bits > 7)
      throw codedError(RangeError, "ERR_OUT_OF_RANGE", "mode is out of range: >= 0 && <= 7");
    return () => ask("fs.access", [at, bits]);
  },
  readdir: (path, options) => {
    const [at, table] = [pathOf(path), optionsOf(options)];
    return () => listTree(at, table);
  },
  readlink: (path, options) => {
    const [at, table] = [pathOf(path), optionsOf(options)];
    return () => shownName(ask("fs.readlink", [at]), table);
  },
  realpath: (path, options) => {
    const [at, table] = [pathOf(path), optionsOf(options)];
    return () => shownName(ask("fs.realpath", [at]), table);
  },
  statfs: (path, options) => {
    const [at, isBig] = [pathOf(path), optionsOf(options).bigint === true];
    return () => {
      const found = Object.entries(ask("fs.statfs", [at]));
      return Object.fromEntries(found.map(([name, value]) => [name, isBig ? BigInt(value) : value]));
    };
  },
} satisfies Record<string, Operation>;

function statting(call: "fs.stat" | "fs.lstat", path: unknown, options: unknown): () => unknown {
  const at = pathOf(path);
  const { bigint, throwIfNoEntry } = optionsOf(options);
  return () => {
    try {
      return statsOf(ask(call, [at]), bigint === true);
    } catch (error) {
      const { code } = error as { code?: string };
      if (throwIfNoEntry === false && (code === "ENOENT" || code === "ENOTDIR")) return undefined;
      throw error;
    }
  };
}

const naming = {
  mkdir: (path, options) => {
    const table =
      typeof options === "number" || typeof options === "string" ? { mode: options } : optionsOf(options);
    const at = pathOf(path);
    const { recursive = false } = table as Options;
    if (typeof recursive !== "boolean") throw invalidArgType("options.recursive", "boolean", recursive);
    const mode = modeOf((table as Options).mode, 0o777);
    return () => {
      const made = ask("fs.mkdir", [at, mode, recursive]);
      return recursive ? made : undefined;
    };
  },
  mkdtemp: (prefix, options) => {
    const [start, table] = [pathOf(prefix, "prefix"), optionsOf(options)];
    return () => shownName(ask("fs.mkdtemp", [start]), table);
  },
  rmdir: (path) => {
    const at = pathOf(path);
    return () => ask("fs.rmdir", [at]);
  },
  unlink: (path) => {
    const at = pathOf(path);
    return () => ask("fs.unlink", [at]);
  },
  rename: (from, to) => {
    const values = [pathOf(from, "oldPath"), pathOf(to, "newPath")] as const;
    return () => ask("fs.rename", [...values]);
  },
  link: (from, to) => {
    const values = [pathOf(from, "existingPath"), pathOf(to, "newPath")] as const;
    return () => ask("fs.link", [...values]);
  },
  symlink: (target, path) => {
    const values = [pathOf(target, "target"), pathOf(path)] as const;
    return () => ask("fs.symlink", [...values]);
  },
  copyFile: (from, to, mode) => {
    const bits = mode === undefined || mode === null ? 0 : countOf(mode, "mode", 7);
    const values = [pathOf(from, "src"), pathOf(to, "dest"), bits] as const;
    return () => ask("fs.copyFile", [...values]);
  },
} satisfies Record<string, Operation>;

const changing = {
  chmod: (path, mode) => {
    const values = [pathOf(path), modeOf(mode)] as const;
    return () => ask("fs.chmod", [...values]);
  },
  chown: (path, uid, gid) => owning(path, uid, gid, true),
  lchown: (path, uid, gid) => owning(path, uid, gid, false),
  utimes: (path, atime, mtime) => timing(path, atime, mtime, true),
  lutimes: (path, atime, mtime) => timing(path, atime, mtime, false),
  truncate: (path, length) => {
    if (typeof path === "number") return descriptors.ftruncate(path, length);
    const values = [pathOf(path), Math.max(0, integer(length ?? 0, "len"))] as const;
    return () => ask("fs.truncate", [...values]);
  },
} satisfies Record<string, Operation>;

function owning(path: unknown, uid: unknown, gid: unknown, follow: boolean): () => void {
  const values = [pathOf(path), idOf(uid, "uid"), idOf(gid, "gid"), follow] as const;
  return () => ask("fs.chown", [...values]);
}
function timing(path: unknown, atime: unknown, mtime: unknown, follow: boolean): () => void {
  const values = [pathOf(path), secondsOf(atime), secondsOf(mtime), follow] as const;
  return () => ask("fs.utimes", [...values]);
}

export const operations = { ...whole, ...descriptors, ...looking, ...naming, ...changing };
export { O_APPEND, O_CREAT, O_TRUNC, O_WRONLY, readAll, view, writeAll };

/** What the functions of `fs` take, checked as Node checks it and brought into the form of the host's calls. */
import { Buffer, known, owned, view } from "../../buffer/buffer";
import { codedError, invalidArgType, invalidArgValue, outOfRange } from "../../core/errors";
import { fileURLToPath } from "../url/file-url";
import { constants } from "./constants";

export type Options = Readonly<Record<string, unknown>>;

export function pathOf(value: unknown, name = "path"): string {
  let path = value;
  if (typeof path === "object" && path !== null) {
    if ("href" in path && "protocol" in path) path = fileURLToPath(path as { href: string });
    else if (path instanceof Uint8Array) path = view(path).toString();
  }
  if (typeof path !== "string") throw invalidArgType(name, ["string", "Buffer", "URL"], value);
  if (path.includes("\0")) {
    throw invalidArgValue(name, path, "must be a string, Uint8Array, or URL without null bytes");
  }
  return path;
}

export function fdOf(value: unknown): number {
  if (typeof value !== "number") throw invalidArgType("fd", "number", value);
  if (!Number.isInteger(value)) throw outOfRange("fd", "an integer", value);
  if (value < 0 || value > 2147483647) throw outOfRange("fd", ">= 0 && <= 2147483647", value);
  return value;
}

/** Options that may be left out, or be the name of an encoding. */
export function optionsOf(value: unknown, defaults: Options = {}): Options {
  if (value === undefined || value === null || typeof value === "function") return defaults;
  let options: Options;
  if (typeof value === "string") options = { ...defaults, encoding: value };
  else if (typeof value === "object") options = { ...defaults, ...value };
  else throw invalidArgType("options", ["string", "Object"], value);
  assertEncoding(options.encoding);
  return options;
}

function assertEncoding(encoding: unknown): void {
  if (encoding === undefined || encoding === null || encoding === "buffer") return;
  if (!Buffer.isEncoding(encoding)) throw invalidArgValue("encoding", encoding, "is invalid encoding");
}

/** Bytes fresh from the host as the caller wants them: a Buffer, or text of an encoding. */
export function decoded(bytes: Uint8Array, encoding: unknown): unknown {
  const buffer = owned(bytes);
  return encoding === undefined || encoding === null || encoding === "buffer"
    ? buffer
    : buffer.toString(String(encoding));
}
/** A name as the caller wants it: text, or its bytes. */
export function shownName(name: string, { encoding }: Options): unknown {
  if (encoding === "buffer") return Buffer.from(name);
  return encoding === undefined || encoding === null || known(encoding) === "utf8"
    ? name
    : Buffer.from(name).toString(String(encoding));
}

const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND, O_EXCL, O_SYNC } = constants;
const FLAGS: Readonly<Record<string, number>> = {
  r: O_RDONLY,
  rs: O_RDONLY | O_SYNC,
  sr: O_RDONLY | O_SYNC,
  "r+": O_RDWR,
  "rs+": O_RDWR | O_SYNC,
  "sr+": O_RDWR | O_SYNC,
  w: O_TRUNC | O_CREAT | O_WRONLY,
  wx: O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  xw: O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  "w+": O_TRUNC | O_CREAT | O_RDWR,
  "wx+": O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  "xw+": O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  a: O_APPEND | O_CREAT | O_WRONLY,
  ax: O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  xa: O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  as: O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  sa: O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  "a+": O_APPEND | O_CREAT | O_RDWR,
  "ax+": O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  "xa+": O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  "as+": O_APPEND | O_CREAT | O_RDWR | O_SYNC,
  "sa+": O_APPEND | O_CREAT | O_RDWR | O_SYNC,
};

export function flagsOf(value: unknown, name = "flags"): number {
  if (value === undefined || value === null || value === "r") return O_RDONLY;
  if (typeof value === "number") return countOf(value, name, 2147483647);
  if (typeof value === "string" && Object.hasOwn(FLAGS, value)) return FLAGS[value] as number;
  throw invalidArgValue(name, value);
}

export function modeOf(value: unknown, otherwise?: number, name = "mode"): number {
  if ((value === undefined || value === null) && otherwise !== undefined) return otherwise;
  if (typeof value === "string") {
    if (/^[0-7]+$/.test(value)) return Number.parseInt(value, 8);
    throw invalidArgValue(name, value, "must be a 32-bit unsigned integer or an octal string");
  }
  return countOf(value, name, 4294967295);
}

export function countOf(value: unknown, name: string, most = Number.MAX_SAFE_INTEGER): number {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
  if (value < 0 || value > most) throw outOfRange(name, `>= 0 && <= ${most}`, value);
  return value;
}

/** Seconds since 1970: a number, a Date, or the text of a number. */
export function secondsOf(value: unknown): number {
  if (value instanceof Date) return value.getTime() / 1000;
  const seconds = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof seconds === "number" && Number.isFinite(seconds))
    return seconds < 0 && typeof value === "string" ? seconds : seconds;
  if (typeof seconds === "number" && !Number.isNaN(seconds)) return Date.now() / 1000;
  throw invalidArgType("time", ["Date", "Time in seconds"], value);
}

export function bytesOf(data: unknown, encoding: unknown, name = "data"): Uint8Array {
  if (typeof data === "string") return Buffer.from(data, encoding ?? "utf8");
  if (ArrayBuffer.isView(data))
    return new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  throw invalidArgType(name, ["string", "Buffer", "TypedArray", "DataView"], data);
}

export function positionOf(value: unknown): number | null {
  if (value === undefined || value === null || value === -1 || value === -1n) return null;
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "number") throw invalidArgType("position", ["integer", "bigint"], value);
  return countOf(value, "position");
}

export function badOpen(path: string): Error {
  return codedError(
    Error,
    "ERR_FS_EISDIR",
    `Path is a directory: rm returned EISDIR (is a directory) ${path}`,
  );
}

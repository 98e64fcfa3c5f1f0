/** Node's Buffer: bytes with text, numbers and searching. */
import { codedError, invalidArgType, invalidArgValue, outOfRange } from "../core/errors";
import { setPrototypeOf } from "../core/intrinsics";
import { decode, type Encoding, encode, encodingOf, byteLength as lengthOf } from "./encodings";
import { numberMethods } from "./numbers";
import { searchMethods } from "./search";

export const MAX_LENGTH = 4_294_967_296;
export const MAX_STRING_LENGTH = 536_870_888;

export interface Buffer extends Uint8Array<ArrayBuffer> {
  toString(encoding?: string, start?: number, end?: number): string;
  write(text: string, ...rest: unknown[]): number;
  copy(target: Uint8Array, at?: number, start?: number, end?: number): number;
  equals(other: Uint8Array): boolean;
  [name: string]: unknown;
}
interface BufferStatics {
  (value: unknown, ...rest: unknown[]): Buffer;
  new (value: unknown, ...rest: unknown[]): Buffer;
  prototype: Buffer;
  poolSize: number;
  from(value: unknown, ...rest: unknown[]): Buffer;
  of(...bytes: number[]): Buffer;
  alloc(size: number, fill?: unknown, encoding?: string): Buffer;
  allocUnsafe(size: number): Buffer;
  allocUnsafeSlow(size: number): Buffer;
  copyBytesFrom(view: ArrayBufferView, offset?: number, length?: number): Buffer;
  concat(list: readonly Uint8Array[], total?: number): Buffer;
  byteLength(value: unknown, encoding?: string): number;
  compare(one: Uint8Array, other: Uint8Array): number;
  isBuffer(value: unknown): value is Buffer;
  isEncoding(name: unknown): boolean;
}

export class FastBuffer extends (Uint8Array as unknown as new (
  ...values: (number | ArrayBufferLike)[]
) => Uint8Array<ArrayBuffer>) {}

export const Buffer = function (this: unknown, value: unknown, ...rest: unknown[]) {
  if (typeof value === "number") {
    if (typeof rest[0] === "string") throw invalidArgType("string", "string", value);
    return alloc(value);
  }
  return from(value, ...rest);
} as unknown as BufferStatics;

Object.defineProperty(Buffer, "name", { value: "Buffer" });
Object.setPrototypeOf(Buffer, Uint8Array);
(Buffer as { prototype: unknown }).prototype = FastBuffer.prototype;
Object.defineProperty(FastBuffer.prototype, "constructor", {
  value: Buffer,
  configurable: true,
  writable: true,
});

/** A window on bytes that stay where they are. */
export function view(bytes: Uint8Array): Buffer {
  return new FastBuffer(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength) as unknown as Buffer;
}

/** Bytes that nobody else holds, as a Buffer: they become one, which takes a fraction of making another window. */
export function owned(bytes: Uint8Array): Buffer {
  return setPrototypeOf(bytes, FastBuffer.prototype) as Buffer;
}

export function known(encoding: unknown): Encoding {
  if (encoding === undefined || encoding === null || encoding === "") return "utf8";
  const found = encodingOf(String(encoding));
  if (found === undefined)
    throw codedError(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
  return found;
}

function assertSize(size: unknown): asserts size is number {
  if (typeof size !== "number") throw invalidArgType("size", "number", size);
  if (!(size >= 0 && size <= MAX_LENGTH)) throw outOfRange("size", `>= 0 && <= ${MAX_LENGTH}`, size);
}

function alloc(size: number): Buffer {
  assertSize(size);
  return new FastBuffer(size) as unknown as Buffer;
}

function isAnyBuffer(value: object): value is ArrayBuffer {
  return value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;
}

function from(value: unknown, ...rest: unknown[]): Buffer {
  if (typeof value === "string") return view(encode(value, known(rest[0])));
  if (typeof value === "object" && value !== null) {
    if (isAnyBuffer(value)) return fromArrayBuffer(value, rest[0], rest[1]);
    const primitive = value.valueOf();
    if (
      primitive !== value &&
      (typeof primitive === "string" || typeof primitive === "object") &&
      primitive !== null
    ) {
      return from(primitive, ...rest);
    }
    const copied = fromObject(value);
    if (copied !== undefined) return copied;
    const convert = (value as { [Symbol.toPrimitive]?: (hint: string) => unknown })[Symbol.toPrimitive];
    if (typeof convert === "function") {
      const text = convert.call(value, "string");
      if (typeof text === "string") return from(text, ...rest);
    }
  }
  throw invalidArgType(
    "first argument",
    ["string", "Buffer", "ArrayBuffer", "Array", "Array-like Object"],
    value,
  );
}

function fromArrayBuffer(buffer: ArrayBuffer, offset: unknown, length: unknown): Buffer {
  const start = offset === undefined ? 0 : Math.trunc(Number(offset)) || 0;
  const room = buffer.byteLength - start;
  if (room < 0)
    throw codedError(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", '"offset" is outside of buffer bounds');
  if (length === undefined) return new FastBuffer(buffer, start) as unknown as Buffer;
  const size = Math.max(0, Math.trunc(Number(length)) || 0);
  if (size > room)
    throw codedError(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", '"length" is outside of buffer bounds');
  return new FastBuffer(buffer, start, size) as unknown as Buffer;
}

function fromObject(value: object): Buffer | undefined {
  const { length, type, data } = value as { length?: unknown; type?: unknown; data?: unknown };
  if (length !== undefined || isAnyBuffer((value as { buffer?: object }).buffer ?? {})) {
    return view(typeof length === "number" ? Uint8Array.from(value as ArrayLike<number>) : new Uint8Array(0));
  }
  if (type === "Buffer" && Array.isArray(data)) return view(Uint8Array.from(data));
  return undefined;
}

function asBytes(value: unknown, name: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw invalidArgType(name, ["Buffer", "Uint8Array"], value);
}

export function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const shared = Math.min(one.length, other.length);
  for (let at = 0; at < shared; at++) {
    const difference = (one[at] as number) - (other[at] as number);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return Math.sign(one.length - other.length);
}

const statics = {
  poolSize: 8192,
  from,
  of: (...bytes: number[]) => view(Uint8Array.of(...bytes)),
  alloc: (size: number, fill?: unknown, encoding?: string) => {
    const buffer = alloc(size);
    return fill === undefined || fill === 0 || size === 0 ? buffer : (buffer.fill as Filler)(fill, encoding);
  },
  allocUnsafe: alloc,
  allocUnsafeSlow: alloc,
  copyBytesFrom: (source: ArrayBufferView & ArrayLike<unknown>, offset = 0, length?: number) => {
    if (!ArrayBuffer.isView(source)) throw invalidArgType("view", "TypedArray", source);
    const typed = source as unknown as Uint8Array;
    const part = typed.subarray(offset, length === undefined ? undefined : offset + length);
    return view(new Uint8Array(part.buffer as ArrayBuffer, part.byteOffset, part.byteLength).slice());
  },
  concat: (list: readonly Uint8Array[], total?: number) => {
    if (!Array.isArray(list)) throw invalidArgType("list", "Array", list);
    const size = total ?? list.reduce((sum, each) => sum + (each?.length ?? 0), 0);
    const whole = alloc(size);
    let at = 0;
    list.forEach((each, index) => {
      const bytes = asBytes(each, `list[${index}]`);
      whole.set(bytes.subarray(0, Math.max(0, size - at)), at);
      at = Math.min(size, at + bytes.length);
    });
    return whole;
  },
  byteLength: (value: unknown, encoding?: string) => {
    if (typeof value === "string") return lengthOf(value, encodingOf(String(encoding ?? "utf8")) ?? "utf8");
    if (ArrayBuffer.isView(value) || isAnyBuffer(Object(value))) return (value as ArrayBuffer).byteLength;
    throw invalidArgType("string", ["string", "Buffer", "ArrayBuffer"], value);
  },
  compare: (one: Uint8Array, other: Uint8Array) => compareBytes(asBytes(one, "buf1"), asBytes(other, "buf2")),
  isBuffer: (value: unknown) => value instanceof FastBuffer,
  isEncoding: (name: unknown) => typeof name === "string" && name !== "" && encodingOf(name) !== undefined,
};
type Filler = (...values: unknown[]) => Buffer;

for (const [name, value] of Object.entries(statics)) {
  Object.defineProperty(Buffer, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Where text or bytes are to be written: `write(text)`, `(text, encoding)`, `(text, at[, length][, encoding])`. */
function write(this: Buffer, text: unknown, ...rest: unknown[]): number {
  if (typeof text !== "string")
    throw codedError(TypeError, "ERR_INVALID_ARG_TYPE", "argument must be a string");
  const [first, second, third] = rest;
  if (first === undefined) return put(this, text, 0, this.length, "utf8");
  if (typeof first === "string") return put(this, text, 0, this.length, known(first));
  assertOffset(first, "offset", this.length);
  const room = this.length - first;
  if (second === undefined) return put(this, text, first, room, "utf8");
  if (typeof second === "string") return put(this, text, first, room, known(second));
  assertOffset(second, "length", this.length);
  return put(this, text, first, Math.min(second, room), known(third));
}

function assertOffset(value: unknown, name: string, most: number): asserts value is number {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
  if (value < 0 || value > most) throw outOfRange(name, `>= 0 && <= ${most}`, value);
}

function put(target: Uint8Array, text: string, at: number, room: number, encoding: Encoding): number {
  let bytes = encode(text, encoding);
  if (bytes.length > room) {
    // Half a character is not written.
    let end = room;
    if (encoding === "utf8") while (end > 0 && ((bytes[end] as number) & 0xc0) === 0x80) end--;
    if (encoding === "utf16le") end -= end % 2;
    bytes = bytes.subarray(0, end);
  }
  target.set(bytes, at);
  return bytes.length;
}

function clamp(value: unknown, otherwise: number, most: number): number {
  if (value === undefined) return otherwise;
  const number = Math.trunc(Number(value)) || 0;
  return number < 0 ? 0 : Math.min(number, most);
}

const methods = {
  toString(this: Buffer, encoding?: unknown, start?: unknown, end?: unknown) {
    const from = clamp(start, 0, this.length);
    const to = clamp(end, this.length, this.length);
    if (to <= from) return "";
    const bytes =
      from === 0 && to === this.length ? this : Uint8Array.prototype.subarray.call(this, from, to);
    return decode(bytes, known(encoding));
  },
  write,
  toJSON(this: Buffer) {
    return { type: "Buffer", data: Array.from(this) };
  },
  equals(this: Buffer, other: unknown) {
    if (!(other instanceof Uint8Array)) throw invalidArgType("otherBuffer", ["Buffer", "Uint8Array"], other);
    return this === other || (this.length === other.length && compareBytes(this, other) === 0);
  },
  compare(this: Buffer, target: unknown, ...range: (number | undefined)[]) {
    const [targetStart = 0, targetEnd, start = 0, end] = range;
    if (!(target instanceof Uint8Array)) throw invalidArgType("target", ["Buffer", "Uint8Array"], target);
    return compareBytes(
      Uint8Array.prototype.subarray.call(this, start, end ?? this.length),
      Uint8Array.prototype.subarray.call(target, targetStart, targetEnd ?? target.length),
    );
  },
  copy(this: Buffer, target: unknown, at?: unknown, start?: unknown, end?: unknown) {
    if (!(target instanceof Uint8Array)) throw invalidArgType("target", ["Buffer", "Uint8Array"], target);
    const to = Math.trunc(Number(at ?? 0)) || 0;
    if (to < 0) throw outOfRange("targetStart", ">= 0", to);
    const from = Math.trunc(Number(start ?? 0)) || 0;
    if (from < 0 || from > this.length) throw outOfRange("sourceStart", `>= 0 && <= ${this.length}`, from);
    const last = end === undefined ? this.length : Math.trunc(Number(end)) || 0;
    if (last < 0) throw outOfRange("sourceEnd", ">= 0", last);
    if (to >= target.length || from >= last) return 0;
    const count = Math.min(last - from, target.length - to, this.length - from);
    target.set(Uint8Array.prototype.subarray.call(this, from, from + count), to);
    return count;
  },
  slice(this: Buffer, start?: number, end?: number) {
    return this.subarray(start, end);
  },
  subarray(this: Buffer, start?: number, end?: number) {
    return view(Uint8Array.prototype.subarray.call(this, start, end));
  },
  fill: fill as unknown,
  toLocaleString(this: Buffer, encoding?: string) {
    return this.toString(encoding);
  },
  swap16: swapper(2),
  swap32: swapper(4),
  swap64: swapper(8),
  ...searchMethods((value, encoding) => encode(value, known(encoding))),
  ...numberMethods(),
};

function fill(this: Buffer, value: unknown, ...rest: unknown[]): Buffer {
  let [start, end, encoding] = rest;
  if (typeof start === "string") [encoding, start, end] = [start, undefined, undefined];
  else if (typeof end === "string") [encoding, end] = [end, undefined];
  if (start !== undefined) assertOffset(start, "offset", Number.MAX_SAFE_INTEGER);
  if (end !== undefined) assertOffset(end, "end", this.length);
  const [from, to] = [(start as number | undefined) ?? 0, (end as number | undefined) ?? this.length];
  if (typeof value === "string" || value instanceof Uint8Array) {
    const pattern = typeof value === "string" ? encode(value, known(encoding)) : value;
    if (pattern.length === 0) {
      if (typeof value === "string" && value !== "") throw invalidArgValue("value", value);
      if (typeof value !== "string") throw invalidArgValue("value", value);
      Uint8Array.prototype.fill.call(this, 0, from, to);
      return this;
    }
    for (let at = from; at < to; at++) this[at] = pattern[(at - from) % pattern.length] as number;
    return this;
  }
  Uint8Array.prototype.fill.call(this, Number(value) & 0xff, from, to);
  return this;
}

function swapper(size: number) {
  return function (this: Buffer) {
    if (this.length % size !== 0) {
      throw codedError(
        RangeError,
        "ERR_INVALID_BUFFER_SIZE",
        `Buffer size must be a multiple of ${size * 8}-bits`,
      );
    }
    for (let at = 0; at < this.length; at += size)
      Uint8Array.prototype.subarray.call(this, at, at + size).reverse();
    return this;
  };
}

for (const [name, value] of Object.entries(methods)) {
  Object.defineProperty(FastBuffer.prototype, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
Object.defineProperties(FastBuffer.prototype, {
  parent: { enumerable: true, get: (): undefined => undefined },
  offset: { enumerable: true, get: (): undefined => undefined },
});

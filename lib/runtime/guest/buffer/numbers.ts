/** Numbers in a Buffer: sixteen widths and orders, each with Node's checks. */
import { codedError, invalidArgType, outOfRange } from "../core/errors";

type Reader = (this: Uint8Array, offset?: number) => number | bigint;
type Writer = (this: Uint8Array, value: number | bigint, offset?: number) => number;
type Methods = Record<string, unknown>;

function checkOffset(bytes: Uint8Array, offset: unknown, size: number): asserts offset is number {
  if (typeof offset !== "number") throw invalidArgType("offset", "number", offset);
  const most = bytes.length - size;
  if (most < 0) {
    if (Number.isInteger(offset))
      throw codedError(
        RangeError,
        "ERR_BUFFER_OUT_OF_BOUNDS",
        "Attempt to access memory outside buffer bounds",
      );
    throw outOfRange("offset", "an integer", offset);
  }
  if (!Number.isInteger(offset)) throw outOfRange("offset", "an integer", offset);
  if (offset < 0 || offset > most) throw outOfRange("offset", `>= 0 and <= ${most}`, offset);
}

function dataOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function checkValue(value: number | bigint, size: number, isSigned: boolean): void {
  const isBig = typeof value === "bigint";
  const bits = size * 8;
  const least = isSigned ? -(2n ** BigInt(bits - 1)) : 0n;
  const most = isSigned ? 2n ** BigInt(bits - 1) - 1n : 2n ** BigInt(bits) - 1n;
  if (value >= least && value <= most) return;
  if (!isBig && Number.isNaN(value)) return;
  const n = isBig ? "n" : "";
  let range = `>= ${least}${n} and <= ${most}${n}`;
  if (isBig || size > 4) {
    range = isSigned
      ? `>= -(2${n} ** ${bits - 1}${n}) and < 2${n} ** ${bits - 1}${n}`
      : `>= 0${n} and < 2${n} ** ${bits}${n}`;
  } else if (size === 3) {
    range = isSigned ? ">= -(2 ** 23) and < 2 ** 23" : ">= 0 and <= 16777215";
    if (!isSigned) range = `>= 0 and <= ${most}`;
  }
  throw outOfRange("value", range, value);
}

/** Any whole number of one to six bytes. */
function readWhole(
  bytes: Uint8Array,
  offset: number,
  size: number,
  isLittle: boolean,
  isSigned: boolean,
): number {
  let value = 0;
  for (let i = 0; i < size; i++)
    value = value * 256 + (bytes[isLittle ? offset + size - 1 - i : offset + i] as number);
  const limit = 2 ** (size * 8 - 1);
  return isSigned && value >= limit ? value - limit * 2 : value;
}
function writeWhole(
  bytes: Uint8Array,
  value: number,
  offset: number,
  size: number,
  isLittle: boolean,
): number {
  let rest = Number.isNaN(value) ? 0 : value < 0 ? Math.ceil(value) + 2 ** (size * 8) : Math.floor(value);
  for (let i = 0; i < size; i++) {
    bytes[isLittle ? offset + i : offset + size - 1 - i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return offset + size;
}

function whole(size: number, isLittle: boolean, isSigned: boolean): { read: Reader; write: Writer } {
  return {
    read(offset = 0) {
      checkOffset(this, offset, size);
      return readWhole(this, offset, size, isLittle, isSigned);
    },
    write(value, offset = 0) {
      const number = Number(value);
      checkValue(number, size, isSigned);
      checkOffset(this, offset, size);
      return writeWhole(this, number, offset, size, isLittle);
    },
  };
}

function big(isLittle: boolean, isSigned: boolean): { read: Reader; write: Writer } {
  return {
    read(offset = 0) {
      checkOffset(this, offset, 8);
      return isSigned
        ? dataOf(this).getBigInt64(offset, isLittle)
        : dataOf(this).getBigUint64(offset, isLittle);
    },
    write(value, offset = 0) {
      if (typeof value !== "bigint") throw invalidArgType("value", "bigint", value);
      checkValue(value, 8, isSigned);
      checkOffset(this, offset, 8);
      dataOf(this).setBigUint64(offset, BigInt.asUintN(64, value), isLittle);
      return offset + 8;
    },
  };
}

function float(size: 4 | 8, isLittle: boolean): { read: Reader; write: Writer } {
  return {
    read(offset = 0) {
      checkOffset(this, offset, size);
      return size === 4
        ? dataOf(this).getFloat32(offset, isLittle)
        : dataOf(this).getFloat64(offset, isLittle);
    },
    write(value, offset = 0) {
      checkOffset(this, offset, size);
      if (size === 4) dataOf(this).setFloat32(offset, Number(value), isLittle);
      else dataOf(this).setFloat64(offset, Number(value), isLittle);
      return offset + size;
    },
  };
}

function named(name: string, func: unknown): unknown {
  return Object.defineProperty(func as object, "name", { value: name });
}

function add(
  methods: Methods,
  suffixes: readonly string[],
  { read, write }: { read: Reader; write: Writer },
): void {
  const [first = ""] = suffixes;
  named(`read${first}`, read);
  named(`write${first}`, write);
  for (const suffix of suffixes) {
    methods[`read${suffix}`] = read;
    methods[`write${suffix}`] = write;
  }
}

function checkByteLength(size: unknown): asserts size is number {
  if (size === undefined) throw invalidArgType("byteLength", "number", size);
  if (typeof size !== "number") throw invalidArgType("byteLength", "number", size);
  if (!Number.isInteger(size)) throw outOfRange("byteLength", "an integer", size);
  if (size < 1 || size > 6) throw outOfRange("byteLength", ">= 1 and <= 6", size);
}

export function numberMethods(): Methods {
  const methods: Methods = {};
  add(methods, ["UInt8", "Uint8"], whole(1, true, false));
  add(methods, ["Int8"], whole(1, true, true));
  for (const [order, isLittle] of [
    ["LE", true],
    ["BE", false],
  ] as const) {
    for (const size of [2, 4]) {
      add(methods, [`UInt${size * 8}${order}`, `Uint${size * 8}${order}`], whole(size, isLittle, false));
      add(methods, [`Int${size * 8}${order}`], whole(size, isLittle, true));
    }
    add(methods, [`BigUInt64${order}`, `BigUint64${order}`], big(isLittle, false));
    add(methods, [`BigInt64${order}`], big(isLittle, true));
    add(methods, [`Float${order}`], float(4, isLittle));
    add(methods, [`Double${order}`], float(8, isLittle));
    for (const isSigned of [false, true]) {
      const read = function (this: Uint8Array, offset: number, size: number) {
        if (offset === undefined) throw invalidArgType("offset", "number", offset);
        checkByteLength(size);
        checkOffset(this, offset, size);
        return readWhole(this, offset, size, isLittle, isSigned);
      };
      const write = function (this: Uint8Array, value: number, offset: number, size: number) {
        checkByteLength(size);
        checkValue(Number(value), size, isSigned);
        checkOffset(this, offset, size);
        return writeWhole(this, Number(value), offset, size, isLittle);
      };
      for (const name of isSigned ? ["Int"] : ["UInt", "Uint"]) {
        methods[`read${name}${order}`] = read;
        methods[`write${name}${order}`] = write;
      }
      named(`read${isSigned ? "Int" : "UInt"}${order}`, read);
      named(`write${isSigned ? "Int" : "UInt"}${order}`, write);
    }
  }
  return methods;
}

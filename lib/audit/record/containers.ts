/** How lists, maps and objects are written around the values in them. */
import type { Write } from "./leaves";
import { putByte } from "./line";
import { refuse } from "./refusal";

const COMMA = 0x2c;
const COLON = 0x3a;
const [OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [0x5b, 0x5d, 0x7b, 0x7d];

const { isArray } = Array;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !isArray(value);
}

export function listWriter(write: Write): Write {
  return (value, start) => {
    if (!isArray(value)) return refuse();
    const { length } = value;
    let at = putByte(OPEN_LIST, start);
    for (let i = 0; i < length; i++) {
      if (i > 0) at = putByte(COMMA, at);
      at = write(value[i], at);
    }
    return putByte(CLOSE_LIST, at);
  };
}

export function mapWriter(writeKey: Write, writeValue: Write): Write {
  return (value, start) => {
    if (!isObject(value)) return refuse();
    let at = putByte(OPEN, start);
    for (const [i, key] of Object.keys(value).sort().entries()) {
      if (i > 0) at = putByte(COMMA, at);
      at = putByte(COLON, writeKey(key, at));
      at = writeValue(value[key], at);
    }
    return putByte(CLOSE, at);
  };
}

/** How lists, maps and objects are written around the values in them. */
import type { Write } from "./leaves";

const COMMA = 0x2c;
const COLON = 0x3a;
const [OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [0x5b, 0x5d, 0x7b, 0x7d];

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function listWriter(write: Write): Write {
  return (value, sink) => {
    if (!Array.isArray(value)) return false;
    const { length } = value;
    sink.byte(OPEN_LIST);
    for (let i = 0; i < length; i++) {
      if (i > 0) sink.byte(COMMA);
      if (!write(value[i], sink)) return false;
    }
    return sink.byte(CLOSE_LIST);
  };
}

export function mapWriter(writeKey: Write, writeValue: Write): Write {
  return (value, sink) => {
    if (!isObject(value)) return false;
    sink.byte(OPEN);
    for (const [i, key] of Object.keys(value).sort().entries()) {
      if (i > 0) sink.byte(COMMA);
      if (!writeKey(key, sink)) return false;
      sink.byte(COLON);
      if (!writeValue(value[key], sink)) return false;
    }
    return sink.byte(CLOSE);
  };
}

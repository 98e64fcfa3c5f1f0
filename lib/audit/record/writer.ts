/**
 * Makes the fast path: from the schema of a value, a function that writes its canonical form and, on the way, checks
 * it. Keys are sorted and quoted once, when the writer is made; writing is one pass, without evaluating any code that
 * a content security policy would refuse.
 *
 * Guarantees: takes what the schema takes, and then writes what `writeCanonical` would; answers false for the rest.
 */
import { z } from "zod";
import { utf8 } from "../bytes/utf8";
import { writeString } from "../json";
import { type Write, writerOf } from "./fields";

const COMMA = 0x2c;
const COLON = 0x3a;
const [OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [0x5b, 0x5d, 0x7b, 0x7d];

interface Member {
  readonly key: string;
  /** The key as it is written, with the colon; once behind the brace, once behind a comma. */
  readonly first: Uint8Array;
  readonly next: Uint8Array;
  readonly isOptional: boolean;
  readonly write: Write;
}

export function makeWriter(schema: z.ZodType): Write {
  const own = writerOf(schema);
  if (own) return own;
  if (schema instanceof z.ZodObject) return objectWriter(schema);
  if (schema instanceof z.ZodArray) return listWriter(makeWriter(schema.element as z.ZodType));
  if (schema instanceof z.ZodRecord)
    return mapWriter(makeWriter(schema.keyType as z.ZodType), makeWriter(schema.valueType as z.ZodType));
  throw new TypeError(`Nobody said how a ${schema.type} is written in a record.`);
}

function objectWriter(schema: z.ZodObject): Write {
  const members = Object.keys(schema.shape)
    .sort()
    .map((key) => memberOf(key, schema.shape[key] as z.ZodType));
  return (value, sink) => {
    if (!isObject(value)) return false;
    let seen = 0;
    for (const { key, first, next, isOptional, write } of members) {
      const member = value[key];
      if (member === undefined) {
        if (!isOptional) return false;
        continue;
      }
      sink.put(seen === 0 ? first : next);
      if (!write(member, sink)) return false;
      seen++;
    }
    if (seen === 0) sink.byte(OPEN);
    sink.byte(CLOSE);
    return Object.keys(value).length === seen || !hasOtherKeys(value, schema.shape);
  };
}

function memberOf(key: string, schema: z.ZodType): Member {
  const isOptional = schema instanceof z.ZodOptional;
  const write = makeWriter(isOptional ? (schema.unwrap() as z.ZodType) : schema);
  const quoted = `${writeString(key)}:`;
  return { key, first: utf8(`{${quoted}`), next: utf8(`,${quoted}`), isOptional, write };
}

/** What the schema does not name would silently not be recorded: the record is refused instead. */
function hasOtherKeys(value: object, shape: object): boolean {
  return Object.keys(value).some((key) => !Object.hasOwn(shape, key));
}

function listWriter(write: Write): Write {
  return (value, sink) => {
    if (!Array.isArray(value)) return false;
    sink.byte(OPEN_LIST);
    for (let i = 0; i < value.length; i++) {
      if (i > 0) sink.byte(COMMA);
      if (!write(value[i], sink)) return false;
    }
    sink.byte(CLOSE_LIST);
    return true;
  };
}

function mapWriter(writeKey: Write, writeValue: Write): Write {
  return (value, sink) => {
    if (!isObject(value)) return false;
    sink.byte(OPEN);
    for (const [i, key] of Object.keys(value).sort().entries()) {
      if (i > 0) sink.byte(COMMA);
      if (!writeKey(key, sink)) return false;
      sink.byte(COLON);
      if (!writeValue(value[key], sink)) return false;
    }
    sink.byte(CLOSE);
    return true;
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

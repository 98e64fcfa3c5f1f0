/**
 * Makes the fast path: from the schema of a value, a function that writes its canonical form and, on the way, checks
 * it. Keys are sorted and quoted once, when the writer is made; writing is one pass, without evaluating any code that
 * a content security policy would refuse.
 *
 * Guarantees: takes what the schema takes, and then writes what `writeCanonical` would; answers undefined for the rest.
 */
import { z } from "zod";
import { writeString } from "../json";
import { type Write, writerOf } from "./fields";

interface Member {
  readonly key: string;
  /** The key as it is written, with the colon; once behind the brace, once behind a comma. */
  readonly first: string;
  readonly next: string;
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
  return (value) => {
    if (!isPlainObject(value)) return undefined;
    let text = "";
    let seen = 0;
    for (const { key, first, next, isOptional, write } of members) {
      const member = value[key];
      if (member === undefined) {
        if (!isOptional) return undefined;
        continue;
      }
      const written = write(member);
      if (written === undefined) return undefined;
      text += (seen === 0 ? first : next) + written;
      seen++;
    }
    if (Object.keys(value).length !== seen && hasOtherKeys(value, schema.shape)) return undefined;
    return seen === 0 ? "{}" : `${text}}`;
  };
}

function memberOf(key: string, schema: z.ZodType): Member {
  const isOptional = schema instanceof z.ZodOptional;
  const write = makeWriter(isOptional ? (schema.unwrap() as z.ZodType) : schema);
  const quoted = `${writeString(key)}:`;
  return { key, first: `{${quoted}`, next: `,${quoted}`, isOptional, write };
}

/** What the schema does not name would silently not be recorded: the record is refused instead. */
function hasOtherKeys(value: object, shape: object): boolean {
  return Object.keys(value).some((key) => !Object.hasOwn(shape, key));
}

function listWriter(write: Write): Write {
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    let text = "[";
    for (let i = 0; i < value.length; i++) {
      const written = write(value[i]);
      if (written === undefined) return undefined;
      text += i === 0 ? written : `,${written}`;
    }
    return `${text}]`;
  };
}

function mapWriter(writeKey: Write, writeValue: Write): Write {
  return (value) => {
    if (!isPlainObject(value)) return undefined;
    let text = "";
    for (const key of Object.keys(value).sort()) {
      const [writtenKey, written] = [writeKey(key), writeValue(value[key])];
      if (writtenKey === undefined || written === undefined) return undefined;
      text += `${text === "" ? "" : ","}${writtenKey}:${written}`;
    }
    return `{${text}}`;
  };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

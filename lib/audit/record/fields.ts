/**
 * The fields that records are made of. Each is two things told in one place: the schema that types and documents it,
 * and how a value of it is written. `write` answers false where the schema would refuse, so that writing is at the
 * same time the check, and no record is looked at twice.
 */
import { z } from "zod";
import { utf8 } from "../bytes/utf8";
import type { Sink } from "./sink";

/** Writes the canonical JSON of a value; false where it is not one that the field takes. */
export type Write = (value: unknown, sink: Sink) => boolean;

const WRITERS = new WeakMap<z.ZodType, Write>();

function leaf<Schema extends z.ZodType>(schema: Schema, write: Write): Schema {
  WRITERS.set(schema, write);
  return schema;
}

/** The writer of a field that was made here; undefined for schemas that are made of others. */
export function writerOf(schema: z.ZodType): Write | undefined {
  return WRITERS.get(schema);
}

function isWellFormed(value: string): boolean {
  return !/\p{Surrogate}/u.test(value);
}

/** Any text, also from an agent; only halves of surrogate pairs have no bytes, and are to be replaced before. */
export const text = leaf(
  z.string().refine(isWellFormed, "half of a surrogate pair"),
  (value, sink) => typeof value === "string" && sink.text(value),
);

/** -0 has the text of 0: what is recorded would not be what was there. */
function isWhole(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && !Object.is(value, -0);
}

/** An exit code or a status of a protocol. */
export const code = leaf(z.int().refine(isWhole, "minus zero"), (value, sink) => {
  if (!isWhole(value)) return false;
  sink.integer(value);
  return true;
});

/** How many, how large, which record: never negative. */
export const count = leaf(z.int().min(0).refine(isWhole, "minus zero"), (value, sink) => {
  if (!isWhole(value) || value < 0) return false;
  sink.integer(value);
  return true;
});

const [TRUE, FALSE] = [utf8("true"), utf8("false")];
export const flag = leaf(z.boolean(), (value, sink) => {
  if (typeof value !== "boolean") return false;
  sink.put(value ? TRUE : FALSE);
  return true;
});

const SHA256 = /^[0-9a-f]{64}$/;
export const sha256 = leaf(
  z.string().regex(SHA256),
  (value, sink) => typeof value === "string" && value.length === 64 && sink.hex(value),
);

/** A string of which the test shows that it needs no escape. */
function spelled(test: (value: string) => boolean): Write {
  return (value, sink) => typeof value === "string" && test(value) && sink.text(value);
}

const TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}\.\d{3}Z$/;
const IN_EVERY_MONTH = /^.{8}(?:[01]|2[0-8])/;
/** RFC 3339 in UTC with milliseconds, as `Date.toISOString` writes it; a day that its month has not is none. */
export function isTime(value: unknown): value is string {
  if (typeof value !== "string" || !TIME.test(value)) return false;
  return IN_EVERY_MONTH.test(value) || new Date(value).toISOString() === value;
}
export const time = leaf(z.string().refine(isTime, "not a time in UTC with milliseconds"), spelled(isTime));

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export function isSid(value: unknown): value is string {
  return typeof value === "string" && UUID_V7.test(value);
}
export const sid = leaf(z.string().regex(UUID_V7), spelled(isSid));

const NAME = /^[a-z][a-z0-9_.]{0,63}$/;
/** A key that is data: a type, a verdict, a kind of finding. Words of ours, never of an agent. */
export const name = leaf(
  z.string().regex(NAME),
  spelled((value) => NAME.test(value)),
);

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  const written = new Map<unknown, Uint8Array>(words.map((word) => [word, utf8(`"${word}"`)]));
  return leaf(z.enum(words), (value, sink) => {
    const word = written.get(value);
    if (word === undefined) return false;
    sink.put(word);
    return true;
  });
}

/** A payload: never itself, only the hash of a 16-byte salt and its bytes. Salt and bytes can be erased elsewhere. */
export const body = z.strictObject({ bytes: count, sha256 });

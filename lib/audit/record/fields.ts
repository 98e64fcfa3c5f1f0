/**
 * The fields that records are made of. Each is two things told in one place: the schema that types and documents it,
 * and how a value of it is written (`leaves.ts`), so that the one cannot take what the other does not.
 */
import { z } from "zod";
import {
  isTime,
  isWhole,
  NAME,
  UUID_V7,
  type Write,
  wordWriter,
  writeCode,
  writeCount,
  writeFlag,
  writeName,
  writeSha256,
  writeSid,
  writeText,
  writeTime,
} from "./leaves";

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
export const text = leaf(z.string().refine(isWellFormed, "half of a surrogate pair"), writeText);

/** An exit code or a status of a protocol. */
export const code = leaf(z.int().refine(isWhole, "minus zero"), writeCode);

/** How many, how large, which record: never negative. */
export const count = leaf(z.int().min(0).refine(isWhole, "minus zero"), writeCount);

export const flag = leaf(z.boolean(), writeFlag);
export const sha256 = leaf(z.string().regex(/^[0-9a-f]{64}$/), writeSha256);
export const time = leaf(z.string().refine(isTime, "not a time in UTC with milliseconds"), writeTime);
export const sid = leaf(z.string().regex(UUID_V7), writeSid);

/** A key that is data: a type, a verdict, a kind of finding. Words of ours, never of an agent. */
export const name = leaf(z.string().regex(NAME), writeName);

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return leaf(z.enum(words), wordWriter(words));
}

/** A payload: never itself, only the hash of a 16-byte salt and its bytes. Salt and bytes can be erased elsewhere. */
export const body = z.strictObject({ bytes: count, sha256 });

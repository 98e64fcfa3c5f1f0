/**
 * How single values are written. Each answers false, possibly with something written, for what its field does not take:
 * writing is at the same time the check, and no value is looked at twice.
 */
import { type Piece, pieceOf } from "./piece";
import type { Sink } from "./sink";

/** Writes the canonical JSON of a value; false where it is not one that the field takes. */
export type Write = (value: unknown, sink: Sink) => boolean;

export function writeText(value: unknown, sink: Sink): boolean {
  return typeof value === "string" && sink.text(value);
}

/** -0 has the text of 0: what is recorded would not be what was there. */
export function isWhole(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && !Object.is(value, -0);
}

export function writeCode(value: unknown, sink: Sink): boolean {
  return isWhole(value) && sink.integer(value);
}

export function writeCount(value: unknown, sink: Sink): boolean {
  return isWhole(value) && value >= 0 && sink.integer(value);
}

const [TRUE, FALSE] = [pieceOf("true"), pieceOf("false")];
export function writeFlag(value: unknown, sink: Sink): boolean {
  return typeof value === "boolean" && sink.put(value ? TRUE : FALSE);
}

export function writeSha256(value: unknown, sink: Sink): boolean {
  return typeof value === "string" && sink.hash(value);
}

const TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}\.\d{3}Z$/;
const IN_EVERY_MONTH = /^.{8}(?:[01]|2[0-8])/;
/** RFC 3339 in UTC with milliseconds, as `Date.toISOString` writes it; a day that its month has not is none. */
export function isTime(value: unknown): value is string {
  if (typeof value !== "string" || !TIME.test(value)) return false;
  return IN_EVERY_MONTH.test(value) || new Date(value).toISOString() === value;
}
export function writeTime(value: unknown, sink: Sink): boolean {
  return isTime(value) && sink.text(value);
}

export const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export function isSid(value: unknown): value is string {
  return typeof value === "string" && UUID_V7.test(value);
}
export function writeSid(value: unknown, sink: Sink): boolean {
  return isSid(value) && sink.text(value);
}

export const NAME = /^[a-z][a-z0-9_.]{0,63}$/;
export function writeName(value: unknown, sink: Sink): boolean {
  return typeof value === "string" && NAME.test(value) && sink.text(value);
}

/** One of a few words, the usual ones first: comparing with those is faster than finding one in a table. */
export function wordWriter(words: readonly string[]): Write {
  const written = words.map((word) => pieceOf(`"${word}"`));
  return (value, sink) => {
    for (let i = 0; i < words.length; i++) if (words[i] === value) return sink.put(written[i] as Piece);
    return false;
  };
}

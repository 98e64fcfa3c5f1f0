/**
 * How single values are written to the line. Each refuses what its field does not take: writing is at the same time the
 * check, and no value is looked at twice.
 */
import { putPiece } from "./line";
import { type Piece, pieceOf } from "./piece";
import { refuse } from "./refusal";
import { writeText } from "./text";

export { isWhole, writeCode, writeCount } from "./numbers";
export { writeSha256, writeText } from "./text";

/** Writes the canonical JSON of a value from `at` on, and answers where it ends; throws where the field does not take it. */
export type Write = (value: unknown, at: number) => number;

const [TRUE, FALSE] = [pieceOf("true"), pieceOf("false")];
export function writeFlag(value: unknown, at: number): number {
  return typeof value === "boolean" ? putPiece(value ? TRUE : FALSE, at) : refuse();
}

const TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}\.\d{3}Z$/;
const IN_EVERY_MONTH = /^.{8}(?:[01]|2[0-8])/;
/** RFC 3339 in UTC with milliseconds, as `Date.toISOString` writes it; a day that its month has not is none. */
export function isTime(value: unknown): value is string {
  if (typeof value !== "string" || !TIME.test(value)) return false;
  return IN_EVERY_MONTH.test(value) || new Date(value).toISOString() === value;
}
export function writeTime(value: unknown, at: number): number {
  return isTime(value) ? writeText(value, at) : refuse();
}

export const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export function isSid(value: unknown): value is string {
  return typeof value === "string" && UUID_V7.test(value);
}
export function writeSid(value: unknown, at: number): number {
  return isSid(value) ? writeText(value, at) : refuse();
}

export const NAME = /^[a-z][a-z0-9_.]{0,63}$/;
export function writeName(value: unknown, at: number): number {
  return typeof value === "string" && NAME.test(value) ? writeText(value, at) : refuse();
}

/** One of a few words, the usual ones first: comparing with those is faster than finding one in a table. */
export function wordWriter(words: readonly string[]): Write {
  const written = words.map((word) => pieceOf(`"${word}"`));
  return (value, at) => {
    for (let i = 0; i < words.length; i++) if (words[i] === value) return putPiece(written[i] as Piece, at);
    return refuse();
  };
}

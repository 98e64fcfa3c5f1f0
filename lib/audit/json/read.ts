/**
 * The strict reader: takes bytes that are the canonical form of a value and nothing else, and answers the value. What
 * is JSON but written in another way is told apart from what is not JSON at all.
 *
 * Guarantees: total; `writeCanonical` of the value gives the same bytes again.
 */
import { fromUtf8 } from "../bytes/utf8";
import { Scanner } from "./scanner";
import type { JsonValue } from "./value";

export type CanonicalFault = "PARSE" | "NOT_CANONICAL";
export type CanonicalResult =
  | { readonly ok: true; readonly value: JsonValue }
  | {
      readonly ok: false;
      readonly fault: CanonicalFault;
      /** The byte at which it was seen. */
      readonly at: number;
      readonly why: string;
    };

export function readCanonical(bytes: Uint8Array): CanonicalResult {
  const scanner = new Scanner();
  scanner.start(bytes, 0, bytes.length);
  const isCanonical =
    scanner.value() && (scanner.at === bytes.length || scanner.fail("something follows the value"));
  const text = fromUtf8(bytes);
  if (isCanonical && text !== undefined) return { ok: true, value: JSON.parse(text) };
  const fault = text !== undefined && isJson(text) ? "NOT_CANONICAL" : "PARSE";
  return { ok: false, fault, at: scanner.at, why: `At byte ${scanner.at}, ${scanner.why}.` };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

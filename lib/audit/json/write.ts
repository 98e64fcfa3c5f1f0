/**
 * The canonical form of a value (RFC 8785), with the house rules of the log: numbers are integers up to 2^53 - 1 and
 * not -0, strings are well formed, nothing is null. A member that is undefined is absent, as it is for JSON itself.
 *
 * Guarantees: one text for one value, whatever order its members were set in; every member is read once, so that a
 * getter cannot show one value to the check and another to the writer. Throws an AuditFault for everything else.
 */
import { AuditFault } from "../bytes/fault";
import { type JsonValue, MAX_DEPTH } from "./value";

/** What needs more than quotes around it: escapes, and surrogates, which may be alone. */
const UNUSUAL = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

export function writeCanonical(value: JsonValue): string {
  return write(value, 1);
}

/** A string as JSON. The platform escapes exactly what RFC 8785 wants escaped, but hides lone surrogates. */
export function writeString(text: string): string {
  if (!UNUSUAL.test(text)) return `"${text}"`;
  if (LONE_SURROGATE.test(text)) throw refuse("a string has half of a surrogate pair");
  return JSON.stringify(text);
}

export function writeInteger(value: number): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0))
    throw refuse("a number is not a whole one of at most 2^53 - 1");
  return String(value);
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string":
      return writeString(value);
    case "number":
      return writeInteger(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) throw refuse("there is a null: what is not there is left out");
      if (depth > MAX_DEPTH) throw refuse("it is nested too deeply");
      return Array.isArray(value) ? writeArray(value, depth) : writeObject(value, depth);
    default:
      throw refuse(`JSON has no ${typeof value}`);
  }
}

function writeArray(items: readonly unknown[], depth: number): string {
  let text = "[";
  // By index, not by map(): that would skip the holes and write an array that is shorter.
  for (let i = 0; i < items.length; i++) text += (i === 0 ? "" : ",") + write(items[i], depth + 1);
  return `${text}]`;
}

function writeObject(value: object, depth: number): string {
  refuseClasses(value);
  // Compares UTF-16 code units, which is the order of the RFC; comparing code points or bytes would be another one.
  const keys = Object.keys(value).sort();
  let text = "";
  for (const key of keys) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    text += `${text === "" ? "" : ","}${writeString(key)}:${write(member, depth + 1)}`;
  }
  return `{${text}}`;
}

/** A Map or a Date would be written as an empty object, and what it holds would silently not be recorded. */
function refuseClasses(value: object): void {
  const prototype = Object.getPrototypeOf(value);
  // The second question is for objects of another realm.
  if (prototype !== null && prototype !== Object.prototype && Object.getPrototypeOf(prototype) !== null)
    throw refuse("an object is not a plain one");
  if (Object.getOwnPropertySymbols(value).length > 0) throw refuse("JSON has no symbol");
}

function refuse(why: string): AuditFault {
  return new AuditFault("NO_CANONICAL_FORM", `The value has no canonical form: ${why}.`);
}

/** Random values and texts for the property tests of canonical JSON. Alphabets are small, so that things collide. */
import fc from "fast-check";
import { utf8 } from "../../bytes";
import type { JsonValue } from "../value";

/** What makes strings hard: escapes, both ends of every UTF-8 length, both sides of the surrogates, names of traps. */
const HARD = [
  "a",
  "b",
  "0",
  "1",
  "10",
  " ",
  "/",
  '"',
  "\\",
  "\b",
  "\t",
  "\n",
  "\f",
  "\r",
  "\u0000",
  "\u000b",
  "\u001f",
  "\u007f",
  "\u0080",
  "é",
  "\u07ff",
  "\u0800",
  "\u2028",
  "\ud7ff",
  "\ue000",
  "\ufeff",
  "\uffff",
  "😀",
  "\u{10ffff}",
  "__proto__",
  "constructor",
  "toJSON",
]; // prettier-ignore

export const hardText = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...HARD), { maxLength: 5 }).map((parts) => parts.join("")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
);

export const wholeNumber = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.maxSafeInteger(),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
);

export const jsonValue: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(hardText, wholeNumber, fc.boolean()),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(hardText, tie("value")), { maxLength: 5 }).map(objectOf),
  ),
})).value;

/** `__proto__` as a key like every other one, as `JSON.parse` makes it. */
export function objectOf(members: readonly (readonly [string, JsonValue])[]): { [key: string]: JsonValue } {
  const object: { [key: string]: JsonValue } = {};
  for (const [key, value] of members)
    Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
  return object;
}

/** Bytes near those given: one changed, doubled, left out or put in. */
export function mutated(bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  const byte = fc.oneof(
    fc.constantFrom(...utf8('{}[]",:\\/u0-1.eEntf \n')),
    fc.integer({ min: 0, max: 255 }),
  );
  const change = fc.tuple(fc.nat(), byte, fc.constantFrom("set", "insert", "remove", "double"));
  return fc.tuple(bytes, fc.array(change, { minLength: 1, maxLength: 3 })).map(([original, changes]) => {
    const list = [...original];
    for (const [place, value, how] of changes) {
      const at = place % (list.length + 1);
      if (how === "set") list[Math.min(at, Math.max(0, list.length - 1))] = value;
      else if (how === "insert") list.splice(at, 0, value);
      else if (how === "remove") list.splice(at, 1);
      else list.splice(at, 0, ...list.slice(at, at + 8));
    }
    return Uint8Array.from(list);
  });
}

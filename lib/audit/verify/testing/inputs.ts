/** Bytes for a verifier that nobody meant to be verified: random ones, and logs and notes with something changed. */
import fc from "fast-check";
import { joinBytes } from "../../bytes";

type Edit = readonly ["set" | "insert" | "delete" | "copy", number, number, number];

const edit: fc.Arbitrary<Edit> = fc.tuple(
  fc.constantFrom("set", "insert", "delete", "copy"),
  fc.nat(),
  fc.integer({ min: 0, max: 255 }),
  fc.nat({ max: 400 }),
);

/** What such bytes are made of in life, so that some of it lands where it matters. */
const scraps = [
  "\n",
  "\r\n",
  "{",
  "}",
  '"',
  '"seq":1',
  '"v":2',
  "\ufeff",
  "é",
  "\\u0041",
  "\n\n",
  "— ",
  "1e3",
  "-0",
  "null",
];

export function mutationsOf(seeds: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const changed = fc
    .tuple(fc.constantFrom(...seeds), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([seed, edits]) => edits.reduce(applied, seed));
  return fc.oneof(
    { weight: 8, arbitrary: changed },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }) },
    { weight: 1, arbitrary: fc.json().map((text) => new TextEncoder().encode(`${text}\n`)) },
  );
}

function applied(bytes: Uint8Array, [how, place, value, length]: Edit): Uint8Array {
  if (bytes.length === 0) return bytes;
  const at = place % bytes.length;
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (how) {
    case "set":
      return joinBytes([before, Uint8Array.of(value), after.subarray(1)]);
    case "insert":
      return joinBytes([before, new TextEncoder().encode(scraps[value % scraps.length]), after]);
    case "delete":
      return joinBytes([before, after.subarray(1 + (length % 40))]);
    case "copy":
      return joinBytes([before, bytes.subarray(0, length), after]);
  }
}

/** Arbitrary specs for property tests: right ones, nearly right ones, and bytes that are none. */
import fc from "fast-check";
import { AEGIS_RUNTIME_SPEC } from "./aegis-runtime";
import { EVERY_KEY_SPEC } from "./every-key";

const SEEDS = [AEGIS_RUNTIME_SPEC, EVERY_KEY_SPEC];
const LINES = SEEDS.flatMap((spec) => spec.split("\n"));
const SCRAPS = [
  "[",
  "]",
  "=",
  '"',
  "'",
  ",",
  ".",
  "{",
  "}",
  "\n",
  "#",
  "\\",
  "*",
  " ",
  "1",
  "__proto__",
  "\u0000",
  "é",
  "𝄞",
  "\ufeff",
  '"""',
  "[[test]]\n",
  "a.b = 1\n",
];

/** A right spec with a few places cut out, doubled or written over. */
export const mutatedSpec: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(
      fc.tuple(fc.nat(), fc.nat(12), fc.oneof(fc.constantFrom(...SCRAPS), fc.string({ maxLength: 6 }))),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  )
  .map(([spec, cuts]) =>
    cuts.reduce((text, [at, length, insert]) => {
      const start = text.length === 0 ? 0 : at % text.length;
      return text.slice(0, start) + insert + text.slice(start + length);
    }, spec),
  );

/** Lines of right specs in any order: plenty of tables defined twice and keys in the wrong section. */
export const shuffledSpec: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...LINES), { maxLength: 40 })
  .map((lines) => lines.join("\n"));

/** Scraps of syntax, which reach deeper into the readers than random characters do. */
export const tomlSoup: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...SCRAPS), fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 60 })
  .map((parts) => parts.join(""));

export const anyText: fc.Arbitrary<string> = fc.oneof(mutatedSpec, shuffledSpec, tomlSoup);

import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, test } from "vitest";
import { explore } from "./explore";
import { expressionRegular } from "./expression";

const runs = Number(process.env.PROPERTY_RUNS ?? 150);
const atom = fc.constantFrom(
  "a",
  "b",
  ".",
  "[ab]",
  "[^a]",
  "[a-c-]",
  "\\d",
  "\\w",
  "\\.",
  "\\n",
  "[\\d_]",
  "é",
);
const expression = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    atom,
    fc.tuple(tie("tree"), tie("tree")).map(([a, b]) => a + b),
    fc.tuple(tie("tree"), tie("tree")).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie("tree"), fc.constantFrom("*", "+", "?", "{2}", "{1,2}", "{1,}", "*?"))
      .map(([a, b]) => `(${a})${b}`),
  ),
})).tree;

describe("expressions as languages", () => {
  test("every example is matched by the platform's own engine, and every text that is not is none", () => {
    fc.assert(
      fc.property(
        expression,
        fc.array(fc.constantFrom("a", "b", "c", "1", "_", ".", "\n", "é", "-"), { maxLength: 4 }),
        (text, letters) => {
          const regular = expressionRegular(text);
          expect(regular).not.toBeNull();
          if (regular === null) return;
          const engine = RE2JS.compile(text);
          const { combinations } = explore([regular]);
          for (const { members, witness } of combinations)
            expect(engine.testExact(witness)).toBe(members.length > 0);
          const sample = letters.join("");
          const literal = expressionRegular(
            letters.map((letter) => (letter === "." ? "\\." : letter)).join(""),
          );
          if (literal === null) return;
          const isIn = explore([regular, literal]).combinations.some(({ members }) => members.length === 2);
          expect({ text, sample, isIn }).toEqual({ text, sample, isIn: engine.testExact(sample) });
        },
      ),
      { numRuns: runs },
    );
  });

  test("what is not understood is not guessed", () => {
    for (const text of [
      "^a",
      "a$",
      "(?i)a",
      "\\ba",
      "[[:alpha:]]",
      "\\pL",
      "a{1000}",
      "a**",
      "(a",
      "[b-a]",
      "\\x41",
    ]) {
      expect({ text, regular: expressionRegular(text) }).toEqual({ text, regular: null });
    }
  });
});

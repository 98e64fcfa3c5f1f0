import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ANY_CHAR, charRange, charSet, complement, contains, union, without } from "./char-set";
import { explore } from "./explore";
import { alt, chars, EMPTY, NOTHING, optional, plus, type Regular, seq, star, text } from "./regular";

const LETTERS = ["a", "b", "/"];
/** Every text over three letters up to length five: what an exploration must agree with. */
const TEXTS = Array.from({ length: 6 }, (_, length) => length).flatMap((length) =>
  Array.from({ length: LETTERS.length ** length }, (_, index) => {
    let word = "";
    for (let at = 0, rest = index; at < length; at++, rest = Math.floor(rest / LETTERS.length)) {
      word += LETTERS[rest % LETTERS.length];
    }
    return word;
  }),
);

/** The same language for the platform's own engine. */
function toRegExp(regular: Regular): string {
  switch (regular.kind) {
    case "chars": {
      const inside = LETTERS.filter((letter) => contains(regular.set, letter.charCodeAt(0)));
      return inside.length === 0 ? "[^\\s\\S]" : `[${inside.join("").replace("/", "\\/")}]`;
    }
    case "seq":
      return regular.parts.map(toRegExp).join("");
    case "alt":
      return regular.options.length === 0 ? "[^\\s\\S]" : `(?:${regular.options.map(toRegExp).join("|")})`;
    case "star":
      return `(?:${toRegExp(regular.inner)})*`;
  }
}

const regular = fc.letrec<{ tree: Regular }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...LETTERS.map((letter) => text(letter)), EMPTY, chars(charSet("ab"))),
    fc.array(tie("tree"), { maxLength: 3 }).map((parts) => seq(...parts)),
    fc.array(tie("tree"), { minLength: 1, maxLength: 3 }).map((options) => alt(...options)),
    tie("tree").map(star),
  ),
})).tree;

const runs = Number(process.env.PROPERTY_RUNS ?? 150);

describe("explore", () => {
  test("finds exactly the combinations that occur, each with a text that shows it", () => {
    fc.assert(
      fc.property(fc.array(regular, { minLength: 1, maxLength: 3 }), (languages) => {
        const patterns = languages.map((language) => new RegExp(`^(?:${toRegExp(language)})$`));
        const membersOf = (word: string) =>
          patterns.flatMap((pattern, index) => (pattern.test(word) ? [index] : []));
        const { combinations, complete } = explore(languages);
        expect(complete).toBe(true);
        for (const { members, witness } of combinations) expect(membersOf(witness)).toEqual(members);
        const found = new Set(combinations.map(({ members }) => members.join()));
        // What no language could still become is not walked into, so "in none" may be missing; nothing else may.
        for (const word of TEXTS) {
          const members = membersOf(word).join();
          if (members !== "") expect(found).toContain(members);
        }
      }),
      { numRuns: runs },
    );
  });

  test("gives shortest texts that people can read", () => {
    const keys = seq(text("/"), star(chars(ANY_CHAR)), text(".key"));
    const witness = explore([keys]).combinations.find(({ members }) => members.length === 1)?.witness;
    expect(witness).toBe("/.key");
    const word = explore([plus(chars(without(ANY_CHAR, charSet("/"))))]).combinations.at(-1)?.witness;
    expect(word).toBe("a");
  });

  test("says so when it gives up, instead of guessing", () => {
    // "the n-th letter from the end is a" has no small deterministic automaton
    const nth = seq(
      star(chars(charSet("ab"))),
      text("a"),
      ...Array.from({ length: 16 }, () => chars(charSet("ab"))),
    );
    expect(explore([nth], 500).complete).toBe(false);
  });

  test("a language of nothing contains nothing", () => {
    expect(explore([NOTHING]).combinations.every(({ members }) => members.length === 0)).toBe(true);
    expect(explore([optional(NOTHING)]).combinations[0]).toEqual({ members: [0], witness: "" });
  });
});

describe("character sets", () => {
  const set = fc
    .array(fc.tuple(fc.nat(200), fc.nat(20)), { maxLength: 6 })
    .map((pairs) => union(pairs.map(([first, length]) => [first, first + length] as const)));

  test("union, complement and difference agree with membership", () => {
    fc.assert(
      fc.property(set, set, fc.nat(240), (a, b, point) => {
        expect(contains(complement(a), point)).toBe(!contains(a, point));
        expect(contains(union([...a, ...b]), point)).toBe(contains(a, point) || contains(b, point));
        expect(contains(without(a, b), point)).toBe(contains(a, point) && !contains(b, point));
        expect(complement(complement(a))).toEqual(a);
      }),
    );
  });

  test("ranges of letters", () => {
    expect(contains(charRange("a", "f"), 0x66)).toBe(true);
    expect(contains(charRange("a", "f"), 0x67)).toBe(false);
  });
});

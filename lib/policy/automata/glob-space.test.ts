import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchSequence, parsePathGlob, parseTextGlob, type Sequence, segmentBounds } from "../match/glob";
import { GlobFault } from "../match/glob-fault";
import { examplesOf, FILE_PATHS, type GlobSpace, NAMES, URL_PATHS } from "./glob-space";

const runs = Number(process.env.PROPERTY_RUNS ?? 150);
const segment = fc.constantFrom("a", "b", "ab", "*", "**", "a*", "*b", "?", "[!a]", "{a,b}*", "*.key", "a?b");
const paths = fc.array(
  fc
    .tuple(fc.constantFrom("/", "**/"), fc.array(segment, { minLength: 1, maxLength: 3 }))
    .map(([start, parts]) => start + parts.join("/")),
  { minLength: 1, maxLength: 5 },
);
const names = fc.array(
  fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/")),
  { minLength: 1, maxLength: 4 },
);
const TEXTS = ["", "a", "b", "ab", "aab", "x", "x.key", "a.key"];
const SAMPLES = TEXTS.flatMap((a) => [
  [a],
  ...TEXTS.flatMap((b) => [
    [a, b],
    [a, b, "a"],
    [a, b, "x.key"],
  ]),
]);

function sequencesOf(
  pattern: string,
  parse: typeof parsePathGlob | typeof parseTextGlob,
): readonly Sequence[] {
  const sequences = parse(pattern);
  if (sequences instanceof GlobFault) throw new Error(sequences.why);
  return sequences;
}

function check(
  patterns: readonly string[],
  space: GlobSpace,
  samples: readonly string[],
  isPath: boolean,
): void {
  const parsed = patterns.map((pattern) => sequencesOf(pattern, isPath ? parsePathGlob : parseTextGlob));
  const boundsOf = (text: string) =>
    isPath ? (text === "/" ? [] : segmentBounds(text).slice(2)) : segmentBounds(text);
  const labelsOf = (text: string) =>
    parsed.flatMap((sequences, index) =>
      sequences.some((sequence) => matchSequence(sequence, text, boundsOf(text))) ? [index] : [],
    );
  const { examples, complete } = examplesOf(
    parsed.map((sequences, label) => ({ sequences, label })),
    space,
  );
  expect(complete).toBe(true);
  for (const { labels, text } of examples) expect({ text, labels: labelsOf(text) }).toEqual({ text, labels });
  const found = new Set(examples.map(({ labels }) => labels.join()));
  for (const sample of samples) {
    const labels = labelsOf(sample).join();
    if (labels !== "") expect(found).toContain(labels);
  }
}

describe("examples of all combinations of patterns", () => {
  test("of paths: each is right, and none is missing", () => {
    const proper = SAMPLES.filter((parts) => !parts.includes("")).map((parts) => `/${parts.join("/")}`);
    fc.assert(
      fc.property(paths, (patterns) => check(patterns, FILE_PATHS, ["/", ...proper], true)),
      { numRuns: runs },
    );
  });

  test("of names, which may have empty parts", () => {
    const samples = SAMPLES.map((parts) => parts.join("/")).filter((text) => text !== "");
    fc.assert(
      fc.property(names, (patterns) => check(patterns, NAMES, samples, false)),
      { numRuns: runs },
    );
  });

  test("are short and readable, and spelt as addresses are", () => {
    const of = (pattern: string, space: GlobSpace) =>
      examplesOf([{ sequences: sequencesOf(pattern, parsePathGlob), label: 0 }], space).examples.find(
        ({ labels }) => labels.length === 1,
      )?.text;
    expect(of("/workspace/**", FILE_PATHS)).toBe("/workspace");
    expect(of("**/*.key", FILE_PATHS)).toBe("/.key");
    expect(of("/v1/*", URL_PATHS)).toBe("/v1/a");
    expect(of("/a%C3%A4/???", URL_PATHS)).toBe("/a%C3%A4/aaa");
  });

  test("what is beyond the cap is not claimed", () => {
    const sequences = Array.from({ length: 12 }, (_, index) =>
      sequencesOf(`**/*${"abcdefghijkl"[index]}*`, parsePathGlob),
    );
    const { complete } = examplesOf(
      sequences.map((each, label) => ({ sequences: each, label })),
      FILE_PATHS,
      undefined,
      500,
    );
    expect(complete).toBe(false);
  });
});

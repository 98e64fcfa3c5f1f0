import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mutatedSpec, shuffledSpec, tomlSoup } from "../testing/arbitrary-spec";
import { EVERY_KEY_SPEC } from "../testing/every-key";
import { toPlain } from "../toml/plain";
import { readToml } from "../toml/read-toml";
import { readSketch } from "./read-sketch";
import type { Sketch, SketchPair, SketchValue } from "./sketch";
import { visitSketch } from "./walk-sketch";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 200);

/** The texts of a sketch by their paths. */
function textsOf(sketch: Sketch): Map<string, string> {
  const texts = new Map<string, string>();
  visitSketch(sketch, ({ path, value }) => {
    if (value?.kind === "text") texts.set(JSON.stringify(path), value.text);
  });
  return texts;
}

function textsIn(value: unknown, path: (string | number)[] = []): [string, string][] {
  if (typeof value === "string") return [[JSON.stringify(path), value]];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => textsIn(child, [...path, key]));
}

function spansOf(value: SketchValue | null): SketchValue[] {
  if (value === null) return [];
  if (value.kind === "list") return [value, ...value.items.flatMap(spansOf)];
  if (value.kind === "table") return [value, ...value.pairs.flatMap((pair) => spansOf(pair.value))];
  return [value];
}

describe("a sketch", () => {
  it("of a whole file has every text where the readers of TOML have it", () => {
    const read = readToml(EVERY_KEY_SPEC);
    if (!read.ok) throw new Error("the spec with every key is TOML");
    expect([...textsOf(readSketch(EVERY_KEY_SPEC))].sort()).toEqual(textsIn(toPlain(read.root).value).sort());
  });

  it("of any text that is TOML has its texts at their paths", () => {
    fc.assert(
      fc.property(fc.oneof(mutatedSpec, shuffledSpec), (text) => {
        const read = readToml(text);
        if (!read.ok || text.includes('"""') || text.includes("'''")) return;
        expect([...textsOf(readSketch(text))].sort()).toEqual(textsIn(toPlain(read.root).value).sort());
      }),
      { numRuns: RUNS },
    );
  });

  it("of any text at all keeps parts inside of what they are parts of", () => {
    fc.assert(
      fc.property(fc.oneof(mutatedSpec, tomlSoup, fc.string({ unit: "binary", maxLength: 80 })), (text) => {
        const { sections } = readSketch(text);
        expect(sections.at(-1)?.span.end).toBe(text.length);
        for (const { pairs, span } of sections) {
          for (const pair of pairs) expectInside(pair, span);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it.each(["[", "{", "a=[", '"', "a={b=", "[[", "a.", "[a\n"])("reads 50,000 times %j", (scrap) => {
    const text = scrap.repeat(50_000);
    expect(readSketch(text).sections.at(-1)?.span.end).toBe(text.length);
  });
});

function expectInside(pair: SketchPair, outer: { start: number; end: number }): void {
  expect(outer.start <= pair.span.start && pair.span.end <= outer.end).toBe(true);
  for (const { span } of spansOf(pair.value)) {
    expect(pair.span.start <= span.start && span.start <= span.end && span.end <= pair.span.end).toBe(true);
  }
}

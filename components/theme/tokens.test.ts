import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast, declarations, type Palette, side } from "./contrast";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
const base = declarations(css, ":root {");
const chosen = declarations(css, ':root[data-theme="contrast"] {');
const asked = declarations(css.slice(css.indexOf("@media")), ':root[data-theme="system"] {');

const PALETTES: readonly (readonly [string, Palette])[] = [
  ["light", side(base, "light")],
  ["dark", side(base, "dark")],
  ["contrast", chosen],
];
const SURFACES = ["surface-0", "surface-1", "surface-2"];
const VERDICTS = ["allow", "deny", "approve", "sanitize", "error"];

/** Every pair of text and background that the interface uses. */
const TEXT: readonly (readonly [string, string])[] = [
  ...SURFACES.flatMap((surface) =>
    ["text", "text-muted", "accent", ...VERDICTS].map((ink) => [ink, surface] as const),
  ),
  ["text", "surface-3"],
  ["text", "accent-soft"],
  ["accent", "accent-soft"],
  ["accent-text", "accent"],
  ...VERDICTS.flatMap((verdict) => [
    [verdict, `${verdict}-soft`] as const,
    ["text", `${verdict}-soft`] as const,
  ]),
];
/** Lines and marks that carry meaning: the borders of controls, the focus ring. */
const MARKS = SURFACES.flatMap((surface) => [["line-strong", surface] as const, ["focus", surface] as const]);

describe.each(PALETTES)("%s", (_, palette) => {
  const colour = (name: string): string => {
    const value = palette[name];
    if (value === undefined) throw new Error(`No colour is called ${name}`);
    return value;
  };
  it.each(TEXT)("%s on %s reads at 4.5:1", (ink, surface) => {
    expect(contrast(colour(ink), colour(surface))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(MARKS)("%s on %s shows at 3:1", (mark, surface) => {
    expect(contrast(colour(mark), colour(surface))).toBeGreaterThanOrEqual(3);
  });
});

describe("the palettes", () => {
  it("name the same roles", () => {
    expect(Object.keys(chosen).sort()).toEqual(Object.keys(base).sort());
  });
  it("are one palette for high contrast, chosen or asked for by the system", () => {
    expect(asked).toEqual(chosen);
  });
});

describe("contrast", () => {
  it("agrees with the extremes and a known value", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });
});

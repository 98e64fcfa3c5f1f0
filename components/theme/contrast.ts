/** WCAG 2 contrast, and enough reading of tokens.css to measure what is written there. Used by tests. */
export type Palette = Readonly<Record<string, string>>;

const WHITE_OFFSET = 0.05;

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

export function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (high + WHITE_OFFSET) / (low + WHITE_OFFSET);
}

/** The declarations of the first rule whose selector and surroundings match, as name to value. */
export function declarations(css: string, opening: string): Palette {
  const start = css.indexOf(opening);
  if (start < 0) throw new Error(`tokens.css has no rule "${opening}"`);
  const body = css.slice(start + opening.length, css.indexOf("}", start));
  return Object.fromEntries(
    [...body.matchAll(/--([a-z0-9-]+):\s*([^;]+);/g)].map(([, name, value]) => [
      name ?? "",
      (value ?? "").trim(),
    ]),
  );
}

/** One side of every `light-dark(a, b)`. */
export function side(palette: Palette, which: "light" | "dark"): Palette {
  const chosen = Object.entries(palette).flatMap(([name, value]) => {
    const pair = /^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/.exec(value);
    return pair === null ? [] : [[name, (which === "light" ? pair[1] : pair[2]) ?? ""]];
  });
  return Object.fromEntries(chosen);
}

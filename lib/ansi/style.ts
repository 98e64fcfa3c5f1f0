/**
 * How text looks, as "select graphic rendition" says it. Whatever colours are asked for become the sixteen that every theme has: a
 * theme can answer for the contrast of those.
 */

/** 0 to 7: black, red, green, yellow, blue, magenta, cyan, white; 8 to 15 the same, bright. */
export type Colour = number;

export interface Style {
  readonly fg?: Colour;
  readonly bg?: Colour;
  readonly bold?: true;
  readonly dim?: true;
  readonly italic?: true;
  readonly underline?: true;
  readonly inverse?: true;
  readonly strike?: true;
}

export const PLAIN: Style = {};

type Flag = Exclude<keyof Style, "fg" | "bg">;

/** Not among them: blinking, which can harm, and hiding, which deceives. */
const ON: Readonly<Record<number, Flag>> = {
  1: "bold",
  2: "dim",
  3: "italic",
  4: "underline",
  7: "inverse",
  9: "strike",
};
const OFF: Readonly<Record<number, readonly Flag[]>> = {
  22: ["bold", "dim"],
  23: ["italic"],
  24: ["underline"],
  27: ["inverse"],
  29: ["strike"],
};
const EXTENDED: Readonly<Record<number, "fg" | "bg" | "none">> = { 38: "fg", 48: "bg", 58: "none" };
const DEFAULT: Readonly<Record<number, "fg" | "bg">> = { 39: "fg", 49: "bg" };

/** The style after one sequence: numbers as they stand between `;`, each with what follows it after `:`. */
export function restyled(before: Style, params: readonly (readonly number[])[]): Style {
  let style = before;
  for (let at = 0; at < params.length; at++) {
    const [code = 0, ...below] = params[at] as readonly number[];
    const which = EXTENDED[code];
    if (which === undefined) style = one(style, code, below);
    else {
      const isWhole = below.length > 0;
      const rest = isWhole ? below : params.slice(at + 1).map(([first = 0]) => first);
      // Written as one parameter, it may name a space of colours before them.
      const { colour, used } = extended(
        isWhole && rest.length > 4 ? [rest[0] as number, ...rest.slice(2)] : rest,
      );
      if (!isWhole) at += used;
      if (which !== "none" && colour !== undefined) style = { ...style, [which]: colour };
    }
  }
  return style;
}

function one(style: Style, code: number, below: readonly number[]): Style {
  if (code === 0) return PLAIN;
  const flag = ON[code];
  if (flag) return below[0] === 0 ? without(style, [flag]) : { ...style, [flag]: true };
  const off = OFF[code] ?? (code in DEFAULT ? [DEFAULT[code] as "fg" | "bg"] : undefined);
  if (off) return without(style, off);
  const colour = basic(code);
  return colour ? { ...style, ...colour } : style;
}

function basic(code: number): Style | undefined {
  if (code >= 30 && code <= 37) return { fg: code - 30 };
  if (code >= 40 && code <= 47) return { bg: code - 40 };
  if (code >= 90 && code <= 97) return { fg: code - 82 };
  if (code >= 100 && code <= 107) return { bg: code - 92 };
  return undefined;
}

/** `5 N` of a table of 256, or `2 R G B`. */
function extended(rest: readonly number[]): { colour: Colour | undefined; used: number } {
  const [kind, first = 0, green = 0, blue = 0] = rest;
  if (kind === 5) return { colour: ofTable(first), used: 2 };
  if (kind === 2) return { colour: nearest(first, green, blue), used: 4 };
  return { colour: undefined, used: 1 };
}

const STEPS = [0, 95, 135, 175, 215, 255];

function ofTable(index: number): Colour | undefined {
  if (index > 255) return undefined;
  if (index < 16) return index;
  if (index >= 232) return nearest(...grey(8 + (index - 232) * 10));
  const cube = index - 16;
  const step = (value: number) => STEPS[value % 6] as number;
  return nearest(step(Math.floor(cube / 36)), step(Math.floor(cube / 6)), step(cube));
}

const grey = (level: number) => [level, level, level] as const;

const VGA: readonly (readonly [number, number, number])[] = [0, 1, 2, 3, 4, 5, 6, 7]
  .map((bits) => [bits & 1, (bits >> 1) & 1, bits >> 2] as const)
  .flatMap((bits, index, all) => (index < 7 ? [bits] : [bits, ...all]))
  .map(([red, green, blue], index) => {
    const [low, high] = index < 8 ? [0, 170] : [85, 255];
    return [red, green, blue].map((bit) => (bit ? high : low)) as [number, number, number];
  });

function nearest(red: number, green: number, blue: number): Colour {
  const distances = VGA.map(([r, g, b]) => (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2);
  return distances.indexOf(Math.min(...distances));
}

function without(style: Style, keys: readonly (keyof Style)[]): Style {
  return Object.fromEntries(Object.entries(style).filter(([key]) => !keys.includes(key as keyof Style)));
}

export function sameStyle(a: Style, b: Style): boolean {
  return a === b || sgr(a) === sgr(b);
}

const CODES = Object.entries(ON).map(([code, flag]) => [flag, code] as const);

/** As one sequence that says all of it, whatever was before. */
export function sgr(style: Style): string {
  const { fg, bg } = style;
  const codes = ["0", ...CODES.filter(([flag]) => style[flag]).map(([, code]) => code)];
  if (fg !== undefined) codes.push(String(fg < 8 ? 30 + fg : 82 + fg));
  if (bg !== undefined) codes.push(String(bg < 8 ? 40 + bg : 92 + bg));
  return `\u001b[${codes.join(";")}m`;
}

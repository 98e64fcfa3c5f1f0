/**
 * Sets of characters (Unicode code points) as sorted, disjoint, inclusive ranges. Small and exact: the automata
 * below step over whole ranges, so that "any character" costs no more than one letter.
 */
export type CharRange = readonly [first: number, last: number];
export type CharSet = readonly CharRange[];

const LAST_CODE_POINT = 0x10ffff;
export const ANY_CHAR: CharSet = [[0, LAST_CODE_POINT]];

export function charSet(characters: string): CharSet {
  return union(Array.from(characters, (char): CharRange => [codePoint(char), codePoint(char)]));
}

export function charRange(first: string, last: string): CharSet {
  return [[codePoint(first), codePoint(last)]];
}

/** Any ranges, made sorted, disjoint and as few as possible. */
export function union(ranges: readonly CharRange[]): CharSet {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [first, last] of sorted) {
    const open = merged.at(-1);
    if (open && first <= open[1] + 1) open[1] = Math.max(open[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export function complement(set: CharSet): CharSet {
  const gaps: CharRange[] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (next < first) gaps.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST_CODE_POINT) gaps.push([next, LAST_CODE_POINT]);
  return gaps;
}

export function without(set: CharSet, removed: CharSet): CharSet {
  return complement(union([...complement(set), ...removed]));
}

export function contains(set: CharSet, point: number): boolean {
  for (const [first, last] of set) if (first <= point && point <= last) return true;
  return false;
}

/** Where any of the sets begins or ends: between two of these points all characters behave alike. */
export function boundaries(sets: readonly CharSet[]): number[] {
  const points = new Set<number>();
  for (const set of sets) {
    for (const [first, last] of set) {
      points.add(first);
      points.add(last + 1);
    }
  }
  return [...points].sort((a, b) => a - b);
}

const READABLE: CharSet = [
  charRange("a", "z"),
  charRange("0", "9"),
  charRange("A", "Z"),
  charRange("!", "~"),
].flat();

/** A character of [first, last] that reads well in an example, if there is one. */
export function readable(first: number, last: number): number {
  for (const [from, to] of READABLE) {
    if (first <= to && from <= last) return Math.max(first, from);
  }
  return first;
}

function codePoint(char: string): number {
  return char.codePointAt(0) ?? 0;
}

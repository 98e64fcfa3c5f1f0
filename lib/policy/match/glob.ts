/**
 * The glob language of specs: `*` within a segment, `**` any number of segments (none included, so `/a/**` covers
 * `/a`), `?`, `[a-z]`, `[!a-z]`, `{a,b}`, and `\\` before a character that means itself. A dot at the beginning of a
 * name is nothing special. In the paths that are matched a backslash is an ordinary character.
 *
 * Guarantees: parsing is total and bounded. What cannot mean anything (`a**b`, `[z-a]`, `//`, `..`) is a fault and
 * not a pattern that never matches: in a deny list such a pattern would be a hole.
 */
import { isGlobUnit } from "../canonical/path-scan";
import { findBadUnit } from "../canonical/text";
import { expandBraces } from "./braces";
import { GlobFault } from "./glob-fault";
import { matchSegment, parseSegment, type SegmentGlob } from "./segment-glob";
import { spendWork } from "./work";

export const PATTERN_LIMIT_UNITS = 4096;
/** What looking at one segment costs, beside what its glob does. */
const SEGMENT_WORK = 16;
/** What one alternative of a pattern costs to be read and filed. */
const PATTERN_WORK = 24;

/** `"**"`, or the glob of one segment. */
export type Segment = "**" | SegmentGlob;
/** One alternative of a pattern: its segments in order. */
export type Sequence = readonly Segment[];

/** A pattern over canonical absolute paths: begins with `/` or with `**`. */
export function parsePathGlob(pattern: string): readonly Sequence[] | GlobFault {
  const alternatives = prepare(pattern);
  if (alternatives instanceof GlobFault) return alternatives;
  const sequences: Sequence[] = [];
  for (const alternative of alternatives) {
    if (alternative === "/") {
      sequences.push([]);
      continue;
    }
    const isAnywhere = alternative === "**" || alternative.startsWith("**/");
    if (!isAnywhere && !alternative.startsWith("/"))
      return new GlobFault("a path pattern begins with `/` or `**/`", 0);
    const segments = (isAnywhere ? alternative : alternative.slice(1)).split("/");
    // No canonical path has such a segment, so the pattern would never match.
    if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) {
      return new GlobFault("a path pattern has no empty, `.` or `..` segment, and no slash at its end", 0);
    }
    const sequence = parseSegments(segments);
    if (sequence instanceof GlobFault) return sequence;
    sequences.push(sequence);
  }
  return sequences;
}

/** A pattern over arbitrary names (tools' arguments, models, tables): segments are what `separator` parts. */
export function parseTextGlob(pattern: string, separator = "/"): readonly Sequence[] | GlobFault {
  const alternatives = prepare(pattern);
  if (alternatives instanceof GlobFault) return alternatives;
  const sequences: Sequence[] = [];
  for (const alternative of alternatives) {
    const sequence = parseSegments(alternative.split(separator));
    if (sequence instanceof GlobFault) return sequence;
    sequences.push(sequence);
  }
  return sequences;
}

/** A pattern that matches exactly this text. */
export function escapeGlob(text: string): string {
  let escaped = "";
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (!isGlobUnit(text.charCodeAt(i))) continue;
    escaped += `${text.slice(start, i)}\\`;
    start = i;
  }
  return start === 0 && escaped === "" ? text : escaped + text.slice(start);
}

/**
 * Whether the segments of a text, given by their bounds, match: a simulation of all positions at once. They are kept in
 * ascending order, so that the last one tells whether another is new.
 */
export function matchSequence(sequence: Sequence, text: string, bounds: readonly number[]): boolean {
  const count = sequence.length;
  let active: number[] = [];
  let next: number[] = [];
  const activate = (into: number[], position: number) => {
    if (into.length > 0 && (into[into.length - 1] as number) >= position) return;
    into.push(position);
    if (sequence[position] === "**") into.push(position + 1);
  };
  activate(active, 0);
  for (let i = 0; i < bounds.length; i += 2) {
    const start = bounds[i] as number;
    const end = bounds[i + 1] as number;
    spendWork(active.length * SEGMENT_WORK);
    for (const position of active) {
      const segment = sequence[position];
      if (segment === undefined) continue;
      if (segment === "**") activate(next, position);
      else if (matchSegment(segment, text, start, end)) activate(next, position + 1);
    }
    if (next.length === 0) return false;
    [active, next] = [next, active];
    next.length = 0;
  }
  return active.at(-1) === count;
}

/** Whether a text that nothing has resolved contains a `.` or `..` segment. */
export function hasDotSegment(text: string): boolean {
  return text.includes(".") && text.split("/").some((segment) => segment === "." || segment === "..");
}

/** Start and end of each segment of a text. */
export function segmentBounds(text: string, separator = "/"): number[] {
  const bounds: number[] = [];
  let start = 0;
  for (let end = text.indexOf(separator); end !== -1; end = text.indexOf(separator, start)) {
    bounds.push(start, end);
    start = end + separator.length;
  }
  bounds.push(start, text.length);
  return bounds;
}

function prepare(pattern: string): readonly string[] | GlobFault {
  if (pattern.length === 0) return new GlobFault("the pattern is empty", 0);
  if (pattern.length > PATTERN_LIMIT_UNITS)
    return new GlobFault("the pattern is too long", PATTERN_LIMIT_UNITS);
  const bad = findBadUnit(pattern);
  if (bad !== -1) return new GlobFault("the pattern has a control character or a broken surrogate", bad);
  return expandBraces(pattern);
}

function parseSegments(segments: readonly string[]): Sequence | GlobFault {
  spendWork(PATTERN_WORK + segments.length);
  const sequence: Segment[] = [];
  for (const segment of segments) {
    if (segment === "**") {
      // `**/**` is `**`: collapsing keeps the number of live positions down.
      if (sequence.at(-1) !== "**") sequence.push("**");
      continue;
    }
    const parsed = parseSegment(segment);
    if (parsed instanceof GlobFault) return parsed;
    sequence.push(parsed);
  }
  return sequence;
}

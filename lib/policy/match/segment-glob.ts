/**
 * A glob within one segment: literals, `?`, `[a-z]`, `*`, `\\x`. No regular expression: those backtrack exponentially on
 * `*a*a*a*b`, and their `.` and `$` have opinions about line breaks.
 *
 * Guarantees: matching takes at most (length of text) x (length of pattern) steps, because between two stars all
 * tokens have a fixed width, so only the last star ever needs to be tried again; those steps are counted (work.ts).
 * Characters are code points.
 */
import { classEnd } from "./braces";
import { GlobFault } from "./glob-fault";
import { spendWork } from "./work";

/** A code point, or one of the negative codes below; from FIRST_CLASS downwards the number of a class. */
type Token = number;
const ANY_CHARACTER = -1;
const STAR = -2;
const FIRST_CLASS = -3;

interface CharacterClass {
  readonly negated: boolean;
  /** Pairs of first and last code point. */
  readonly ranges: readonly number[];
}

export interface SegmentGlob {
  readonly pattern: string;
  readonly tokens: readonly Token[];
  readonly classes: readonly CharacterClass[];
  /** The whole pattern when it has no wildcard; what comes before the first and after the last one otherwise. */
  readonly literal: string | null;
  readonly head: string;
  readonly tail: string;
  /** True when head, one star and tail are all there is. */
  readonly simple: boolean;
}

/** `segment` has no separator and no braces any more. */
export function parseSegment(segment: string): SegmentGlob | GlobFault {
  const tokens: Token[] = [];
  const classes: CharacterClass[] = [];
  for (let i = 0; i < segment.length; ) {
    const unit = segment.charAt(i);
    if (unit === "*") {
      if (segment.charAt(i + 1) === "*") return new GlobFault("`**` must be a whole segment", i);
      tokens.push(STAR);
      i++;
    } else if (unit === "?") {
      tokens.push(ANY_CHARACTER);
      i++;
    } else if (unit === "[") {
      const end = classEnd(segment, i);
      const parsed = parseClass(segment, i, end);
      if (parsed instanceof GlobFault) return parsed;
      tokens.push(FIRST_CLASS - classes.length);
      classes.push(parsed);
      i = end;
    } else {
      if (unit === "\\") i++;
      if (i === segment.length)
        return new GlobFault("a backslash at the end of a segment escapes nothing", i - 1);
      const point = segment.codePointAt(i) as number;
      tokens.push(point);
      i += point > 0xffff ? 2 : 1;
    }
  }
  return { pattern: segment, tokens, classes, ...shapeOf(tokens) };
}

function shapeOf(tokens: readonly Token[]): Pick<SegmentGlob, "literal" | "head" | "tail" | "simple"> {
  let first = 0;
  while (first < tokens.length && (tokens[first] ?? 0) >= 0) first++;
  const head = String.fromCodePoint(...tokens.slice(0, first));
  if (first === tokens.length) return { literal: head, head, tail: "", simple: false };
  let last = tokens.length - 1;
  while ((tokens[last] ?? 0) >= 0) last--;
  const tail = String.fromCodePoint(...tokens.slice(last + 1));
  return { literal: null, head, tail, simple: first === last && tokens[first] === STAR };
}

function parseClass(segment: string, start: number, end: number): CharacterClass | GlobFault {
  const fault = new GlobFault("the bracket is never closed", start);
  if (segment.charAt(end - 1) !== "]" || end - start < 3) return fault;
  let body = segment.slice(start + 1, end - 1);
  const negated = body.startsWith("!") || body.startsWith("^");
  if (negated) body = body.slice(1);
  const members = classMembers(body);
  // `[!]` and `[a\\]`: what looks like the closing bracket is a member.
  if (members === null || members.length === 0) return fault;
  const ranges: number[] = [];
  for (let i = 0; i < members.length; i++) {
    const from = members[i] as number;
    const isRange = members[i + 1] === RANGE && i + 2 < members.length;
    const to = isRange ? pointOf(members[i + 2] as number) : pointOf(from);
    // `[z-a]` matches nothing: in a deny list that would be a hole that looks like a rule.
    if (to < pointOf(from)) return new GlobFault("the range in brackets runs backwards", start);
    ranges.push(pointOf(from), to);
    if (isRange) i += 2;
  }
  return { negated, ranges };
}

/** Stands for an unescaped `-`, which makes a range between two others and is itself at the edge. */
const RANGE = -45;

function pointOf(member: number): number {
  return member === RANGE ? 45 : member;
}

function classMembers(body: string): number[] | null {
  const members: number[] = [];
  let isEscaped = false;
  for (const character of body) {
    const point = character.codePointAt(0) as number;
    if (!isEscaped && point === 92) {
      isEscaped = true;
      continue;
    }
    members.push(!isEscaped && point === 45 ? RANGE : point);
    isEscaped = false;
  }
  return isEscaped ? null : members;
}

/** So much is compared before it is counted. */
const UNCOUNTED_UNITS = 64;

/** Whether text[start, end) matches. The text is well-formed Unicode; a `*` may stand for nothing. */
export function matchSegment(glob: SegmentGlob, text: string, start: number, end: number): boolean {
  const { tokens, tail } = glob;
  const count = tokens.length;
  // Most of what does not match ends otherwise; then a long text need not be read at all.
  if (tail !== "" && (start === end || text.charCodeAt(end - 1) !== tail.charCodeAt(tail.length - 1)))
    return false;
  let at = start;
  let token = 0;
  let starToken = -1;
  let starAt = 0;
  let spent = 0;
  while (at < end) {
    const point = text.codePointAt(at) as number;
    const wanted = token < count ? (tokens[token] as Token) : Number.NaN;
    if (wanted === STAR) {
      starToken = token++;
      starAt = at;
    } else if (wanted === point || (wanted < 0 && admits(glob, wanted, point))) {
      token++;
      at += point > 0xffff ? 2 : 1;
    } else if (starToken !== -1) {
      // The star takes one more character, and what follows it is tried from there.
      spent += at - starAt + 1;
      if (spent > UNCOUNTED_UNITS) {
        spendWork(spent);
        spent = 0;
      }
      starAt += (text.codePointAt(starAt) as number) > 0xffff ? 2 : 1;
      at = starAt;
      token = starToken + 1;
    } else {
      return false;
    }
  }
  while (token < count && tokens[token] === STAR) token++;
  return token === count;
}

function admits(glob: SegmentGlob, token: Token, point: number): boolean {
  if (token === ANY_CHARACTER) return true;
  const found = glob.classes[FIRST_CLASS - token];
  if (!found) return false;
  const { ranges } = found;
  for (let i = 0; i < ranges.length; i += 2) {
    if (point >= (ranges[i] as number) && point <= (ranges[i + 1] as number)) return !found.negated;
  }
  return found.negated;
}

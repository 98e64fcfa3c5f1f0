/**
 * Conditions on the arguments of tools and APIs. They constrain the arguments that they name and no other; an
 * argument that is missing satisfies its condition unless that says `required`.
 *
 * Guarantees: total on the copied arguments (copy.ts); linear. Types are never converted: "5" is no number, and a
 * text is compared with texts only. Patterns match the whole value, as do expressions; a value with a `.` or `..`
 * segment meets no pattern with a wildcard, because what the tool makes of it is not what was compared.
 */
import { RE2JS } from "re2js";
import type { ArgumentBounds, ArgumentCondition } from "../spec/agent-spec";
import type { Plain } from "./copy";
import { hasDotSegment } from "./match/glob";
import { GlobFault } from "./match/glob-fault";
import { NameMatcher } from "./match/name-matcher";
import { spendWork } from "./match/work";

/** Longer texts meet no pattern and no expression. */
const GLOB_TEXT_LIMIT_UNITS = 4096;
const MATCHES_TEXT_LIMIT_UNITS = 16_384;
/** Of all counted repetitions of an expression together: `x{1000}` is a thousand states. */
const REPEAT_LIMIT = 2000;

/** What a state of an expression costs to be made, and to be tried on a character. */
const COMPILE_WORK = 64;
const STATE_WORK = 1;

/** Null when the value is allowed; otherwise a clause that says what is wrong with it. */
export type Check = (value: Plain) => string | null;

/** A condition ready to use, or why it is none. */
export function linkCondition(condition: ArgumentCondition | string | number | boolean): Check | GlobFault {
  if (Array.isArray(condition)) return linkGlobs(condition);
  if (typeof condition === "object" && condition !== null) return linkBounds(condition);
  return (value) => (value === condition ? null : "it is not the one value that is allowed");
}

function linkGlobs(patterns: readonly string[]): Check | GlobFault {
  const matcher = new NameMatcher();
  const literals = new Set<string>();
  for (const [index, pattern] of patterns.entries()) {
    if (pattern === "") literals.add("");
    else {
      const fault = matcher.add(pattern, index);
      if (fault) return fault;
    }
  }
  return (value) => {
    if (typeof value !== "string") return "it is not a text";
    if (value === "")
      return literals.has("") || matcher.first("") !== -1 ? null : "it matches none of the patterns";
    if (value.length > GLOB_TEXT_LIMIT_UNITS) return "it is longer than a pattern can match";
    if (hasDotSegment(value)) return "it has a `.` or `..` segment";
    return matcher.first(value) === -1 ? "it matches none of the patterns" : null;
  };
}

function linkBounds(bounds: ArgumentBounds): Check | GlobFault {
  const checks: Check[] = [];
  const { equals, one_of, min, max, min_length, max_length, matches, items } = bounds;
  if (equals !== undefined)
    checks.push((value) => (value === equals ? null : "it is not the one value that is allowed"));
  if (one_of !== undefined) {
    const values = new Set<Plain>(one_of);
    checks.push((value) => (values.has(value) ? null : "it is not one of the values that are allowed"));
  }
  if (min !== undefined || max !== undefined) checks.push((value) => checkRange(value, min, max));
  if (min_length !== undefined || max_length !== undefined) {
    checks.push((value) => checkLength(value, min_length, max_length));
  }
  if (matches !== undefined) {
    const check = linkExpression(matches);
    if (check instanceof GlobFault) return check;
    checks.push(check);
  }
  if (items !== undefined) {
    const each = linkCondition(items);
    if (each instanceof GlobFault) return each;
    checks.push((value) => checkItems(value, each));
  }
  return (value) => {
    for (const check of checks) {
      const why = check(value);
      if (why !== null) return why;
    }
    return null;
  };
}

function checkRange(value: Plain, min: number | undefined, max: number | undefined): string | null {
  if (typeof value !== "number") return "it is not a number";
  // Written so that NaN, which is neither below nor above, fails.
  if (min !== undefined && !(value >= min)) return `it is below ${min}`;
  return max !== undefined && !(value <= max) ? `it is above ${max}` : null;
}

function checkLength(value: Plain, min: number | undefined, max: number | undefined): string | null {
  // No character has more than two units: a longer text need not be counted.
  if (typeof value === "string" && max !== undefined && value.length > 2 * max)
    return `it is longer than ${max}`;
  const length = typeof value === "string" ? countPoints(value) : Array.isArray(value) ? value.length : -1;
  if (length === -1) return "it has no length";
  if (min !== undefined && length < min) return `it is shorter than ${min}`;
  return max !== undefined && length > max ? `it is longer than ${max}` : null;
}

/** Characters of well-formed text and of any other: a surrogate counts when no lower half follows it. */
function countPoints(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const isUpper = (text.charCodeAt(i) & 0xfc00) === 0xd800;
    if (isUpper && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++;
    count++;
  }
  return count;
}

function checkItems(value: Plain, each: Check): string | null {
  if (!Array.isArray(value)) return "it is not a list";
  for (let i = 0; i < value.length; i++) {
    const why = each(value[i] as Plain);
    if (why !== null) return `of element ${i}, ${why}`;
  }
  return null;
}

/** Compiled when first needed: it costs a hundred times what a glob costs. */
function linkExpression(expression: string): Check | GlobFault {
  if (repeats(expression) > REPEAT_LIMIT) return new GlobFault("its repetitions are counted too high", 0);
  let compiled: ReturnType<typeof RE2JS.compile> | null = null;
  try {
    compiled = RE2JS.compile(expression);
  } catch {
    return new GlobFault("it is not an expression in RE2 syntax", 0);
  }
  const expressionToRun = compiled;
  const states = compiled.programSize();
  spendWork(states * COMPILE_WORK);
  return (value) => {
    if (typeof value !== "string") return "it is not a text";
    if (value.length > MATCHES_TEXT_LIMIT_UNITS) return "it is longer than an expression is tried on";
    // Each state is tried at each character, at worst.
    spendWork(states * value.length * STATE_WORK);
    return expressionToRun.testExact(value) ? null : "it does not match the expression";
  };
}

/** The sum of all numbers in braces: more than enough to bound the size of what the expression compiles to. */
function repeats(expression: string): number {
  let sum = 0;
  for (let i = expression.indexOf("{"); i !== -1; i = expression.indexOf("{", i + 1)) {
    let number = 0;
    for (let at = i + 1; at < expression.length && expression.charAt(at) !== "}"; at++) {
      const digit = expression.charCodeAt(at) - 48;
      number = digit >= 0 && digit <= 9 ? Math.min(number * 10 + digit, 1e6) : 0;
      sum = Math.max(sum, 0);
      if (number > 0 && !(expression.charCodeAt(at + 1) >= 48 && expression.charCodeAt(at + 1) <= 57))
        sum += number;
    }
  }
  return sum;
}

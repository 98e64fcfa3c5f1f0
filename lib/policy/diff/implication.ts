/**
 * Whether every value that one condition accepts is accepted by another. Answers true only with a proof; that it
 * answers false proves nothing.
 */

import type { ArgumentBounds } from "../../spec/agent-spec";
import { examplesOf, VALUES } from "../automata/glob-space";
import { linkCondition } from "../conditions";
import { copyPlain } from "../copy";
import { GlobFault } from "../match/glob-fault";
import type { Condition } from "./argument-part";
import { expressionImplies } from "./expressions";
import { nameSequences } from "./name-part";

/** Undefined is no condition, which accepts everything. */
export function implies(narrow: Condition | undefined, wide: Condition | undefined): boolean {
  if (wide === undefined) return true;
  if (narrow === undefined) return false;
  if (JSON.stringify(narrow) === JSON.stringify(wide)) return true;
  if (isRequired(wide) && !isRequired(narrow)) return false;
  const finite = finiteValues(narrow);
  if (finite !== null) return finite.every((value) => accepts(wide, value));
  if (Array.isArray(wide)) return Array.isArray(narrow) && globsImply(narrow, wide);
  if (typeof wide !== "object") return false;
  return boundsImplied(narrow, wide);
}

function isRequired(condition: Condition): boolean {
  return typeof condition === "object" && !Array.isArray(condition) && condition.required;
}

/** All values that the condition accepts, when they can be listed. */
function finiteValues(condition: Condition): unknown[] | null {
  if (Array.isArray(condition)) {
    const texts = condition.flatMap(literalsOf);
    return texts.includes(null) ? null : texts.filter((text) => accepts(condition, text));
  }
  if (typeof condition !== "object") return [condition];
  const { equals, one_of } = condition;
  const named = equals === undefined ? one_of : [equals];
  return named === undefined ? null : named.filter((value) => accepts(condition, value));
}

/** The texts that a pattern stands for when it has no wildcard; null among them when it has one. */
function literalsOf(pattern: string): (string | null)[] {
  if (pattern === "") return [""];
  if (pattern === "*") return [null];
  return nameSequences(pattern).map((sequence) => {
    const parts = sequence.map((part) => (part === "**" ? null : part.literal));
    return parts.includes(null) ? null : parts.join("/");
  });
}

function accepts(condition: Condition, value: unknown): boolean {
  const check = linkCondition(condition);
  const plain = copyPlain(value);
  return !(check instanceof GlobFault) && plain !== undefined && check(plain) === null;
}

const NARROW = 1;
const WIDE = 2;

function globsImply(narrow: readonly string[], wide: readonly string[]): boolean {
  // The empty pattern is the empty text and no glob.
  if (narrow.includes("") && !accepts([...wide], "")) return false;
  const labelled = (patterns: readonly string[], label: number) =>
    patterns
      .filter((pattern) => pattern !== "")
      .map((pattern) => ({ sequences: nameSequences(pattern), label }));
  const patterns = [...labelled(narrow, NARROW), ...labelled(wide, WIDE)];
  const { examples, complete } = examplesOf(patterns, VALUES, (label) => label === NARROW);
  return complete && examples.every(({ labels }) => !labels.includes(NARROW) || labels.includes(WIDE));
}

/** Every bound of `wide` has to follow from some bound of `narrow`. */
function boundsImplied(narrow: Condition, wide: ArgumentBounds): boolean {
  if (wide.equals !== undefined || wide.one_of !== undefined) return false;
  const { min, max, min_length, max_length, matches, items } = wide;
  const own: Partial<ArgumentBounds> = typeof narrow === "object" && !Array.isArray(narrow) ? narrow : {};
  const isNumber = own.min !== undefined || own.max !== undefined;
  if (min !== undefined && !(isNumber && own.min !== undefined && own.min >= min)) return false;
  if (max !== undefined && !(isNumber && own.max !== undefined && own.max <= max)) return false;
  // A length of at least nothing still says that the value has a length.
  const hasLength = Array.isArray(narrow) || own.matches !== undefined || own.items !== undefined;
  const isSized = hasLength || own.min_length !== undefined || own.max_length !== undefined;
  if ((min_length !== undefined || max_length !== undefined) && !isSized) return false;
  if ((min_length ?? 0) > (own.min_length ?? 0)) return false;
  if (max_length !== undefined && !(own.max_length !== undefined && own.max_length <= max_length))
    return false;
  if (matches !== undefined && !(own.matches !== undefined && expressionImplies(own.matches, matches)))
    return false;
  if (items === undefined) return true;
  return own.items !== undefined && implies(own.items, items);
}

/** Values that are worth trying on conditions: what they name, what lies next to their bounds, one of every type. */

import type { ArgumentBounds } from "../../spec/agent-spec";
import { examplesOf, VALUES } from "../automata/glob-space";
import type { Condition } from "./argument-part";
import { expressionExamples } from "./expressions";
import { nameSequences } from "./name-part";

const OF_EVERY_TYPE: readonly unknown[] = [undefined, "a", 1, 0, true, false, "", null, [], {}];
/** Texts and lists longer than this are not made just to try them. */
const LONGEST = 20_000;
const DEEPEST = 4;

/** Undefined among them stands for no value. What reads well comes first. */
export function suggestedValues(conditions: readonly Condition[], depth = 0): unknown[] {
  const values: unknown[] = [];
  for (const condition of conditions) {
    if (Array.isArray(condition)) values.push(...condition);
    else if (typeof condition === "object") values.push(...fromBounds(condition, depth));
    else values.push(condition, otherThan(condition));
  }
  values.push(...globExamples(conditions), ...expressionExamples(conditions));
  values.push(...listsOf(conditions, depth), ...OF_EVERY_TYPE);
  return [undefined, ...values];
}

function otherThan(value: string | number | boolean): unknown {
  if (typeof value === "string") return `${value}x`;
  return typeof value === "number" ? value + 1 : !value;
}

function fromBounds(bounds: ArgumentBounds, depth: number): unknown[] {
  const { equals, one_of, min, max, min_length, max_length } = bounds;
  const named = [...(equals === undefined ? [] : [equals]), ...(one_of ?? [])];
  const numbers = [min, max].filter((each) => each !== undefined);
  const near = numbers.flatMap((number) => [number, number + 1, number - 1, number + 0.5, number - 0.5]);
  const middle = min !== undefined && max !== undefined ? [(min + max) / 2] : [];
  const lengths = [min_length, max_length]
    .filter((each) => each !== undefined)
    .flatMap((length) => [length, length + 1, length - 1])
    .filter((length) => length >= 0 && length <= LONGEST);
  const items = bounds.items === undefined ? [] : suggestedItems([bounds.items], depth);
  const sized = lengths.flatMap((length) => [
    "a".repeat(length),
    ...[...items.slice(0, 4), "a"].map((item) => new Array<unknown>(length).fill(item)),
  ]);
  return [...named, ...named.map(otherThan), ...near, ...middle, ...sized];
}

function listsOf(conditions: readonly Condition[], depth: number): unknown[] {
  const inner = conditions.flatMap((condition) =>
    typeof condition === "object" && !Array.isArray(condition) && condition.items !== undefined
      ? [condition.items]
      : [],
  );
  return inner.length === 0 ? [] : suggestedItems(inner, depth).map((item) => [item]);
}

function suggestedItems(conditions: readonly Condition[], depth: number): unknown[] {
  if (depth >= DEEPEST) return [];
  return suggestedValues(conditions, depth + 1).filter((value) => value !== undefined);
}

/** For each combination of patterns of all lists a text. */
function globExamples(conditions: readonly Condition[]): string[] {
  const patterns = conditions.flatMap((condition, index) =>
    Array.isArray(condition)
      ? condition
          .filter((pattern) => pattern !== "")
          .map((pattern) => ({ sequences: nameSequences(pattern), label: index }))
      : [],
  );
  return patterns.length === 0 ? [] : examplesOf(patterns, VALUES).examples.map(({ text }) => text);
}

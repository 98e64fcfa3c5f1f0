/** Expressions of two conditions against each other, where they are of a kind that can be turned into an automaton. */
import { explore } from "../automata/explore";
import { expressionRegular } from "../automata/expression";
import type { Regular } from "../automata/regular";
import { chars, star } from "../automata/regular";
import { TEXT_CHARACTER } from "../automata/segment-regular";
import type { Condition } from "./argument-part";

const EVERY_TEXT = star(chars(TEXT_CHARACTER));
const MAX_STATES = 5000;

/** For each combination of expressions a text that they match and the others do not. */
export function expressionExamples(conditions: readonly Condition[]): string[] {
  const languages = conditions.flatMap((condition): Regular[] => {
    if (typeof condition !== "object" || Array.isArray(condition) || condition.matches === undefined)
      return [];
    const regular = expressionRegular(condition.matches);
    return regular === null ? [] : [regular];
  });
  if (languages.length === 0) return [];
  return explore([EVERY_TEXT, ...languages], MAX_STATES, 0).combinations.map(({ witness }) => witness);
}

export function expressionImplies(narrow: string, wide: string): boolean {
  if (narrow === wide) return true;
  const [inner, outer] = [expressionRegular(narrow), expressionRegular(wide)];
  if (inner === null || outer === null) return false;
  const { combinations, complete } = explore([inner, outer], MAX_STATES, 0);
  return complete && combinations.every(({ members }) => members.includes(1));
}

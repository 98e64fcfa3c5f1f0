/**
 * The expressions of `matches`, in RE2 syntax. Here only what RE2 leaves out is refused, with the reason: look-around
 * and back-references need backtracking, and with it a hostile argument can stop the engine.
 *
 * Guarantees: linear, total. It does not prove that an expression compiles: the engine that runs it does.
 */
import { type Parsed, parsed, quoted, refused } from "./parsed";

const MAX_EXPRESSION_CHARACTERS = 1000;

export function parseExpression(text: string): Parsed<string> {
  if (text === "") return refused("The expression is empty.");
  if (text.length > MAX_EXPRESSION_CHARACTERS) {
    return refused(`The expression is longer than ${MAX_EXPRESSION_CHARACTERS} characters.`);
  }
  const fault = findFault(text);
  return fault === null ? parsed(text) : refused(`The expression ${quoted(text)} ${fault}.`);
}

function findFault(text: string): string | null {
  let depth = 0;
  let inClass = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === "\\") {
      const next = text[index + 1];
      if (next === undefined) return 'ends in a single "\\"';
      if (!inClass && /[1-9k]/.test(next)) return "refers back to a group, which RE2 does not have";
      index++;
    } else if (inClass) inClass = character !== "]";
    else if (character === "[") {
      inClass = true;
      if (text[index + 1] === "^") index++;
      if (text[index + 1] === "]") index++;
    } else if (character === "(") {
      if (/^\(\?(?:[=!]|<[=!])/.test(text.slice(index, index + 4)))
        return "looks around, which RE2 does not do";
      depth++;
    } else if (character === ")") {
      depth--;
      if (depth < 0) return 'has a ")" without its "("';
    }
  }
  if (inClass) return 'has a "[" without its "]"';
  return depth > 0 ? 'has a "(" without its ")"' : null;
}

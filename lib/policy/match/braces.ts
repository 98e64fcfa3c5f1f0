/**
 * Expands `{a,b}` in a glob to the plain globs that it stands for, before anything else reads the pattern.
 * Guarantees: total, bounded: nesting, number and total size of the results are capped, because `{a,b}{a,b}{a,b}…`
 * doubles with each group and would turn one line of a spec into gigabytes. Braces within `[…]`
 * and behind a backslash are literal.
 */
import { GlobFault } from "./glob-fault";
import { spendWork } from "./work";

export const EXPANSION_LIMIT = 256;
export const EXPANDED_UNITS_LIMIT = 65_536;
const NESTING_LIMIT = 8;
/** `{x}` stands for one pattern only, but a thousand of them, each tried with all that came before, take their time. */
const GROUP_LIMIT = 64;
/** Above what the same text costs without braces: what is written once is read and filed so many times. */
const ALTERNATIVE_WORK = 512;

export function expandBraces(pattern: string): readonly string[] | GlobFault {
  if (!pattern.includes("{")) return [pattern];
  const reader = { pattern, at: 0, groups: 0 };
  return readSequence(reader, 0);
}

interface Reader {
  readonly pattern: string;
  at: number;
  groups: number;
}

/** Up to the end, or inside a group up to the comma or brace that ends this alternative (left unread). */
function readSequence(reader: Reader, depth: number): string[] | GlobFault {
  let results = [""];
  let run = reader.at;
  const flush = () => {
    const text = reader.pattern.slice(run, reader.at);
    if (text !== "") results = results.map((result) => result + text);
  };
  while (reader.at < reader.pattern.length) {
    const unit = reader.pattern.charAt(reader.at);
    if (depth > 0 && (unit === "," || unit === "}")) break;
    if (unit === "}") return new GlobFault("the brace was never opened", reader.at);
    if (unit === "\\") {
      reader.at = Math.min(reader.at + 2, reader.pattern.length);
    } else if (unit === "[") {
      reader.at = classEnd(reader.pattern, reader.at);
    } else if (unit === "{") {
      flush();
      const group = readGroup(reader, depth + 1);
      if (group instanceof GlobFault) return group;
      if (results.length * group.length > EXPANSION_LIMIT) {
        return new GlobFault(`the braces stand for more than ${EXPANSION_LIMIT} patterns`, reader.at);
      }
      spendWork(results.length * group.length * (ALTERNATIVE_WORK + reader.pattern.length * 4));
      results = results.flatMap((head) => group.map((tail) => head + tail));
      run = reader.at;
    } else {
      reader.at++;
    }
  }
  flush();
  const units = results.reduce((sum, result) => sum + result.length, 0);
  return units > EXPANDED_UNITS_LIMIT
    ? new GlobFault("the braces expand to too much text", reader.at)
    : results;
}

function readGroup(reader: Reader, depth: number): string[] | GlobFault {
  const start = reader.at;
  if (++reader.groups > GROUP_LIMIT)
    return new GlobFault(`there are more than ${GROUP_LIMIT} groups in braces`, start);
  if (depth > NESTING_LIMIT) return new GlobFault("the braces are nested too deeply", start);
  const alternatives: string[] = [];
  do {
    reader.at++;
    const part = readSequence(reader, depth);
    if (part instanceof GlobFault) return part;
    alternatives.push(...part);
    if (alternatives.length > EXPANSION_LIMIT) {
      return new GlobFault(`the braces stand for more than ${EXPANSION_LIMIT} patterns`, start);
    }
  } while (reader.pattern.charAt(reader.at) === ",");
  if (reader.pattern.charAt(reader.at) !== "}") return new GlobFault("the brace is never closed", start);
  reader.at++;
  return alternatives;
}

/** Index behind the `]` that closes the class at `start`; the end of the text when none does. */
export function classEnd(pattern: string, start: number): number {
  let at = start + 1;
  const first = pattern.charAt(at);
  if (first === "!" || first === "^") at++;
  // A bracket right at the beginning is a member: `[]]`, `[!]]`.
  if (pattern.charAt(at) === "]") at++;
  for (; at < pattern.length; at++) {
    if (pattern.charAt(at) === "\\") at++;
    else if (pattern.charAt(at) === "]") return at + 1;
  }
  return pattern.length;
}

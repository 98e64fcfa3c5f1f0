/**
 * Patterns of commands: the words of one argv, separated by spaces, each a pattern by itself ("git log *").
 *
 * Guarantees: a pattern is never a shell line. Operators, substitutions and redirections are refused, so that nobody
 * believes that "git log | head" was granted. How words are matched is decided in `lib/policy`.
 */
import { parseGlob } from "./glob";
import { type Parsed, parsed, quoted, refused } from "./parsed";

const MAX_COMMAND_CHARACTERS = 1024;
/** The engine keeps the words that a command has met as the bits of one number. */
const MAX_COMMAND_WORDS = 30;

export interface CommandPattern {
  /** At least one. */
  readonly words: readonly string[];
}

/** Words are separated by spaces; quotes keep spaces together and mean nothing else. */
export function parseCommandPattern(text: string): Parsed<CommandPattern> {
  if (text.length > MAX_COMMAND_CHARACTERS) {
    return refused(`The pattern is longer than ${MAX_COMMAND_CHARACTERS} characters.`);
  }
  if (/[\0\r\n]/.test(text)) return refused(`The pattern ${quoted(text)} contains a line break or NUL.`);
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (const character of text) {
    if (quote !== null) {
      if (character === quote) quote = null;
      else word = (word ?? "") + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= "";
    } else if (character === " " || character === "\t") {
      if (word !== null) words.push(word);
      word = null;
    } else if ("|&;<>$`()".includes(character)) {
      return refused(
        `${quoted(text)} contains ${quoted(character)}; a pattern is the words of one command, never a shell line.`,
      );
    } else word = (word ?? "") + character;
  }
  if (quote !== null) return refused(`The pattern ${quoted(text)} has a quote without its end.`);
  if (word !== null) words.push(word);
  if (words.length === 0 || words[0] === "") return refused("The pattern names no command.");
  if (words.length > MAX_COMMAND_WORDS) {
    return refused(`The pattern has more than ${MAX_COMMAND_WORDS} words.`);
  }
  const faulty = words.map((each) => (each === "" ? parsed(each) : parseGlob(each))).find((glob) => !glob.ok);
  return faulty?.ok === false ? faulty : parsed({ words });
}

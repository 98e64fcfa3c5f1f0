/**
 * What is written down of a statement: its text without its values. Rebuilt from PostgreSQL's own tokens: every literal
 * becomes `?`, comments are dropped (they may hold values too), white space is one blank. What is left are names, words
 * and signs, so a log can show what was decided and holds no data. Names are kept as they were written.
 */
import type { Token } from "./tokens";

export const NORMALISED_LENGTH_LIMIT = 2_048;

export function normalisedText(tokens: readonly Token[]): string {
  let text = "";
  for (const token of tokens) {
    if (token.kind === "comment") continue;
    const part = token.kind === "value" ? "?" : token.text;
    const isTight = text === "" || CLOSES.has(part) || OPENS.has(text.charAt(text.length - 1));
    text += isTight ? part : ` ${part}`;
    if (text.length > NORMALISED_LENGTH_LIMIT) return `${text.slice(0, NORMALISED_LENGTH_LIMIT - 1)}…`;
  }
  return text;
}

const CLOSES: ReadonlySet<string> = new Set([")", "]", ",", ";", "."]);
const OPENS: ReadonlySet<string> = new Set(["(", "[", "."]);

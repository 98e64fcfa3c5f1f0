/** The words after an agent's name, written as for a shell: quotes and backslashes, and nothing that would be looked up. */
import { keepText, keptText } from "../kept/kept-text";

export type Arguments =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly why: string };

const BLANK = /\s/;
/** In double quotes a backslash stands for itself before anything else. */
const ESCAPED_IN_DOUBLE = new Set(['"', "\\", "$", "`"]);

export function parseArguments(text: string): Arguments {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at);
    if (BLANK.test(unit)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (unit === "'" || unit === '"') {
      const quoted = readQuoted(text, at);
      if (!quoted) return { ok: false, why: `The quote ${unit} is not closed.` };
      word = (word ?? "") + quoted.text;
      at = quoted.end;
    } else if (unit === "\\") {
      at++;
      if (at === text.length) return { ok: false, why: "Nothing follows the last backslash." };
      word = (word ?? "") + text.charAt(at);
    } else word = (word ?? "") + unit;
  }
  if (word !== undefined) words.push(word);
  return { ok: true, words };
}

function readQuoted(text: string, start: number): { text: string; end: number } | undefined {
  const quote = text.charAt(start);
  let said = "";
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charAt(at);
    if (unit === quote) return { text: said, end: at };
    const next = text.charAt(at + 1);
    if (unit === "\\" && quote === '"' && ESCAPED_IN_DOUBLE.has(next)) {
      said += next;
      at++;
    } else said += unit;
  }
  return undefined;
}

const keyOf = (workspaceId: string) => `aegis.arguments.${workspaceId}`;

export function keptArguments(workspaceId: string): string {
  return keptText(keyOf(workspaceId)) ?? "";
}

export function keepArguments(workspaceId: string, text: string): void {
  keepText(keyOf(workspaceId), text === "" ? null : text);
}

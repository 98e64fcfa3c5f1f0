/** How TOML spells its smallest parts, as far as an editor needs to know. */

export const BARE_KEY = /[A-Za-z0-9_-]+/y;
/** What is no quote and no bracket runs until one of these. */
export const WORD = /[^\s,#=[\]{}"']+/y;
export const BLANKS = /[ \t\r]+/y;

/**
 * A line that can be no element of a list: the header of a table, or a key with its "=". Whoever types a list has not
 * closed it yet, and what follows is a statement of its own.
 */
const HEADER_LINE =
  /\[\[?[ \t]*(?!(?:true|false|inf|nan)\b)[A-Za-z_][\w-]*[ \t]*(?:\.[^\n]*)?\]\]?[ \t]*(?:#[^\n]*)?\r?(?:\n|$)/y;
const PAIR_LINE =
  /(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')){0,16}[ \t]*=/y;

export function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

export const isHeaderLine = (text: string, at: number): boolean => matchAt(HEADER_LINE, text, at) !== "";
export const isPairLine = (text: string, at: number): boolean => matchAt(PAIR_LINE, text, at) !== "";

const SIMPLE: Readonly<Record<string, string>> = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r", e: "\u001b" };

/** What a basic string says; an escape that is none, or not yet, says itself. */
export function unescapeBasic(written: string): string {
  if (!written.includes("\\")) return written;
  return written.replace(
    /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([btnfre"\\]))/g,
    (whole, two, four, eight, simple) => {
      if (simple !== undefined) return SIMPLE[simple] ?? simple;
      const code = Number.parseInt(two ?? four ?? eight, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

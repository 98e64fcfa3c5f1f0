/**
 * The syntax of path patterns: `*` within a segment, `**` any number of segments, `?`, `[a-z]`, `{a,b}`, `\` before a
 * character that is meant as itself.
 *
 * Guarantees: linear, total; a pattern that could never match anything (relative, with "..", with a trailing slash)
 * is refused, because a deny rule that silently matches nothing is a hole. It does not match: that is `lib/policy`.
 */
import { isWellFormed, type Parsed, parsed, quoted, refused } from "./parsed";

export const MAX_GLOB_CHARACTERS = 4096;
const MAX_BRACE_DEPTH = 4;

/** Balanced brackets and braces, nothing that cannot stand in a path. The empty pattern is refused. */
export function parseGlob(text: string): Parsed<string> {
  if (text === "") return refused("A pattern must not be empty.");
  if (text.length > MAX_GLOB_CHARACTERS) {
    return refused(`The pattern is longer than ${MAX_GLOB_CHARACTERS} characters.`);
  }
  if (text.includes("\0")) return refused(`The pattern ${quoted(text)} contains a NUL character.`);
  if (!isWellFormed(text)) return refused(`The pattern ${quoted(text)} is not well-formed Unicode.`);
  const fault = findFault(text);
  return fault === null ? parsed(text) : refused(`The pattern ${quoted(text)} ${fault}.`);
}

function findFault(text: string): string | null {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === "\\") {
      index++;
      if (index === text.length) return 'ends in a single "\\"';
    } else if (character === "[") {
      const end = endOfClass(text, index);
      if (end === -1) return 'has a "[" without its "]"';
      index = end;
    } else if (character === "{") {
      depth++;
      if (depth > MAX_BRACE_DEPTH) return `nests braces deeper than ${MAX_BRACE_DEPTH}`;
    } else if (character === "}") {
      if (depth === 0) return 'has a "}" without its "{"';
      depth--;
    }
  }
  return depth > 0 ? 'has a "{" without its "}"' : null;
}

/** Index of the "]" that ends the class beginning at `start`; a "]" right after the "[" stands for itself. */
function endOfClass(text: string, start: number): number {
  let index = start + 1;
  if (text[index] === "!" || text[index] === "^") index++;
  if (text[index] === "]") index++;
  for (; index < text.length; index++) {
    if (text[index] === "\\") index++;
    else if (text[index] === "]") return index;
    else if (text[index] === "/") return -1;
  }
  return -1;
}

/** A pattern of absolute paths: begins with "/" or "**". */
export function parsePathGlob(text: string): Parsed<string> {
  const glob = parseGlob(text);
  if (!glob.ok) return glob;
  if (text.startsWith("~/") || text === "~") {
    return refused(
      `The pattern ${quoted(text)} begins with "~", which nothing expands; write the folder out, or "**/" for any folder.`,
      `**${text.slice(1)}`,
    );
  }
  if (!text.startsWith("/") && !text.startsWith("**") && !text.startsWith("{")) {
    const bare = text.replace(/^(?:\.\/)+/, "");
    return refused(
      `The pattern ${quoted(text)} is relative and would match nothing; begin it with "/" or with "**/".`,
      `**/${bare}`,
    );
  }
  const segments = text.split("/");
  if (segments.includes("..") || segments.includes(".")) {
    return refused(
      `The pattern ${quoted(text)} has a "." or ".." segment, which no resolved path has; leave it out.`,
    );
  }
  if (segments.slice(1).includes("") && text !== "/") {
    const mended = text.replace(/\/{2,}/g, "/").replace(/(.)\/$/, "$1");
    return refused(
      `The pattern ${quoted(text)} has an empty segment, which no resolved path has; leave the extra "/" out.`,
      mended,
    );
  }
  return parsed(text);
}

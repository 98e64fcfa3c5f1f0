/**
 * The syntax of path patterns: `*` within a segment, `**` any number of segments, `?`, `[a-z]`, `{a,b}`, `\` before a
 * character that is meant as itself.
 *
 * Guarantees: linear, total; what the engine cannot match is refused here, by the parser that the engine uses. For
 * patterns that would never match anything (relative, with a trailing slash) it knows what was meant: a deny rule
 * that silently matches nothing is a hole.
 */

import { urlPath } from "../../policy/canonical/url-path";
import {
  parsePathGlob as parseEnginePathGlob,
  parseTextGlob as parseEngineTextGlob,
} from "../../policy/match/glob";
import { GlobFault } from "../../policy/match/glob-fault";
import { type Parsed, parsed, quoted, refused } from "./parsed";

/** A pattern over any text: arguments, words of commands, names. The empty pattern is refused. */
export function parseGlob(text: string, separator = "/"): Parsed<string> {
  return text === ""
    ? refused("A pattern must not be empty.")
    : judge(text, parseEngineTextGlob(text, separator));
}

/**
 * A pattern over the paths of addresses. A slash at its end says nothing, and escapes are read as those of requests
 * are: one that the engine lets through nowhere would match nothing.
 */
export function parseUrlPathGlob(text: string): Parsed<string> {
  const trimmed = text.length > 1 && text.endsWith("/") ? text.slice(0, -1) : text;
  const { path, ambiguous } = trimmed.includes("%") ? urlPath(trimmed) : { path: trimmed, ambiguous: null };
  if (ambiguous !== null) {
    return refused(`The path ${quoted(text)} matches no path that is let through, because ${ambiguous}.`);
  }
  return judge(text, parseEnginePathGlob(path));
}

function judge(text: string, result: object): Parsed<string> {
  return result instanceof GlobFault
    ? refused(`The pattern ${quoted(text)} is none: ${result.why}.`)
    : parsed(text);
}

/** A pattern of absolute paths: begins with "/" or "**". */
export function parsePathGlob(text: string): Parsed<string> {
  if (text === "") return refused("A pattern must not be empty.");
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
  if (text.split("/").slice(1).includes("") && text !== "/") {
    const mended = text.replace(/\/{2,}/g, "/").replace(/(.)\/$/, "$1");
    return refused(
      `The pattern ${quoted(text)} has an empty segment, which no resolved path has; leave the extra "/" out.`,
      mended,
    );
  }
  return judge(text, parseEnginePathGlob(text));
}

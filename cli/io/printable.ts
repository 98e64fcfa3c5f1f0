/**
 * Text from a file or a request, for a terminal or a log. Control characters could move the cursor, retitle the
 * window or hide a line; bidirectional ones show text in another order than it has; those without a width (soft hyphens, joiners,
 * tags, fillers) make two names look like one. They are written as escapes.
 */
export const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029\u115f\u1160\u3164\uffa0]|\p{Surrogate}/gu;

export function printable(text: string): string {
  return text.replace(UNPRINTABLE, unitsAsEscapes);
}

/** As JSON writes them. */
export function unitsAsEscapes(found: string): string {
  return Array.from({ length: found.length }, (_, at) => {
    return `\\u${found.charCodeAt(at).toString(16).padStart(4, "0")}`;
  }).join("");
}

/** The same, of a text that may have several lines. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

/**
 * The caps that keep a hostile file from costing more than a fraction of a second, and from being read in one place
 * and refused in another. Checked in two steps: on the text, before anything is read, and on the values of the fast
 * reader, before the slow one begins.
 */

/** The second reader costs microseconds a token; a text of 1 MiB could have half a million, and no honest one has. */
export const MAX_STRUCTURE = 100_000;
/** Keys, texts, numbers, lists and tables together. */
export const MAX_VALUES = 40_000;
/** The second reader passes a text on as one argument a character, and overflows its stack, sooner in a worker. */
export const MAX_TEXT_CHARACTERS = 16_384;

export function limitOfText(text: string): string | null {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case 0x22: // "
      case 0x27: // '
      case 0x2c: // ,
      case 0x2e: // .
      case 0x3d: // =
      case 0x5b: // [
      case 0x5d: // ]
      case 0x7b: // {
      case 0x7d: // }
        // Those in texts and comments count too, which errs on the safe side.
        count++;
    }
  }
  return count > MAX_STRUCTURE
    ? `The file has more than ${MAX_STRUCTURE} brackets, quotes, commas and dots.`
    : null;
}

export function limitOfValues(root: unknown): string | null {
  const open: unknown[] = [root];
  let count = 0;
  while (open.length > 0) {
    const value = open.pop();
    count++;
    if (typeof value === "string" && value.length > MAX_TEXT_CHARACTERS) {
      return `A text in the file has more than ${MAX_TEXT_CHARACTERS} characters.`;
    }
    if (typeof value !== "object" || value === null || value instanceof Date) continue;
    const inner: readonly unknown[] = Array.isArray(value)
      ? value
      : [...Object.keys(value), ...Object.values(value)];
    // Counted before they are pushed, so that a list of half a million never becomes as many arguments.
    if (count + open.length + inner.length > MAX_VALUES)
      return `The file has more than ${MAX_VALUES} keys and values.`;
    for (const item of inner) open.push(item);
  }
  return count > MAX_VALUES ? `The file has more than ${MAX_VALUES} keys and values.` : null;
}

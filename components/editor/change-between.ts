/** The one stretch in which two texts differ: what an editor replaces, so that everything around it stays as it is. */
export interface Change {
  readonly start: number;
  /** Of the text before. */
  readonly end: number;
  readonly text: string;
}

export function changeBetween(before: string, after: string): Change {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (
    same < most - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same++;
  // Half a character on either side would be none.
  if (isInside(before, start) || isInside(after, start)) start--;
  if (same > 0 && (isInside(before, before.length - same) || isInside(after, after.length - same))) same--;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}

/** Between the two halves of a surrogate pair, or of a line's end. */
function isInside(text: string, at: number): boolean {
  const [left, right] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  return (
    (left >= 0xd800 && left <= 0xdbff && right >= 0xdc00 && right <= 0xdfff) ||
    (left === 0x0d && right === 0x0a)
  );
}

/** A part of a row, from where the row begins. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Of what stands beside it: somebody sees that the row goes on there. */
const PEEK = 24;

/** How far a row `width` wide, scrolled to `at`, has to be scrolled for a part of it to be in sight: not at all where it is. */
export function scrolledTo(at: number, width: number, { start, end }: Stretch): number {
  if (start >= at && end <= at + width) return at;
  const peek = Math.max(0, Math.min(PEEK, width - (end - start)));
  return start < at || end - start > width ? Math.max(0, start - peek) : end + peek - width;
}

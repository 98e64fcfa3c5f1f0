/**
 * Which rows of a long list are on screen. Rows are 28 px high, and browsers stop counting pixels at some 17 to 33
 * million: above a limit the scroll bar stands for the list in a smaller scale, and rows are placed where the eye is.
 */
export const ROW_PX = 28;
/** Below what any of the browsers can lay out. */
export const MOST_SCROLL_PX = 15_000_000;
/** Rows that are ready beyond either edge. */
const SPARE = 8;

export interface View {
  readonly rows: number;
  /** The height of what is seen of the list, in pixels. */
  readonly height: number;
  readonly scrollTop: number;
}

export interface ScrollWindow {
  readonly first: number;
  /** One behind the last. */
  readonly end: number;
  /** Where the first row stands in what scrolls, in pixels. */
  readonly top: number;
}

/** How high what scrolls is, in pixels. */
export function scrollHeight(rows: number): number {
  return Math.min(rows * ROW_PX, MOST_SCROLL_PX);
}

/** Pixels of the list for one of the scroll bar; 1 until the limit is reached. */
function scaleOf(rows: number, height: number): number {
  const most = Math.max(0, scrollHeight(rows) - height);
  return most === 0 ? 1 : (rows * ROW_PX - height) / most;
}

export function windowOf({ rows, height, scrollTop }: View): ScrollWindow {
  const inList = Math.max(0, scrollTop) * scaleOf(rows, height);
  const first = Math.max(0, Math.min(rows, Math.floor(inList / ROW_PX)) - SPARE);
  const end = Math.min(rows, Math.ceil((inList + height) / ROW_PX) + SPARE);
  return { first, end, top: Math.max(0, scrollTop) - (inList - first * ROW_PX) };
}

/**
 * How many rows are in the page at most. A row stands in the place `row % slots`, so that one which leaves the page gives its
 * elements to one that enters: made anew for each, they are what a browser stops for to clear away.
 */
export function slotsOf(height: number): number {
  return Math.ceil(height / ROW_PX) + 1 + 2 * SPARE;
}

/** The first row that is seen whole. */
export function rowAt({ rows, height, scrollTop }: View): number {
  const inList = Math.max(0, scrollTop) * scaleOf(rows, height);
  return Math.max(0, Math.min(rows - 1, Math.ceil(inList / ROW_PX - 0.01)));
}

/** The scroll position at which a row is seen whole, as near as may be to the present one. */
export function scrollToRow(row: number, { rows, height, scrollTop }: View): number {
  const scale = scaleOf(rows, height);
  const inList = scrollTop * scale;
  const [top, bottom] = [row * ROW_PX, (row + 1) * ROW_PX];
  if (top < inList) return top / scale;
  if (bottom > inList + height) return Math.max(0, bottom - height) / scale;
  return scrollTop;
}

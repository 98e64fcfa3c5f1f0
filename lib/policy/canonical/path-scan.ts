/**
 * One pass over a path that tells all there is to know of it: whether it is canonical, where its segments end, their
 * hashes, and whether it has characters that mean something in a glob. Reading a path costs more than deciding on
 * it, so it is read once.
 */
import { HASH_SEED, hashStep } from "../match/edge-table";
import { isBadUnit } from "./text";

/** PATH_MAX of Linux. A longer path cannot be opened there, so refusing it takes nothing away. */
export const PATH_LIMIT_UNITS = 4096;

export const CANONICAL = 0;
export const UNRESOLVED = 1;
export const BAD = 2;
export type PathState = typeof CANONICAL | typeof UNRESOLVED | typeof BAD;

const SLASH = 47;
const DOT = 46;

export class PathScan {
  /** Of each segment the index behind its last unit; the first begins at 1. */
  readonly ends = new Int32Array(PATH_LIMIT_UNITS / 2 + 1);
  readonly hashes = new Int32Array(PATH_LIMIT_UNITS / 2 + 1);
  count = 0;
  hasGlobCharacters = false;

  /** Segments and hashes are only meaningful when the answer is CANONICAL. */
  read(path: string): PathState {
    const { ends, hashes } = this;
    const length = path.length;
    let count = 0;
    let hash = HASH_SEED;
    let segmentStart = 1;
    let special = false;
    this.count = 0;
    if (length > PATH_LIMIT_UNITS) return BAD;
    let isResolved = path.charCodeAt(0) === SLASH;
    for (let i = isResolved ? 1 : 0; i < length; i++) {
      const unit = path.charCodeAt(i);
      if (unit === SLASH) {
        if (isDots(path, segmentStart, i)) isResolved = false;
        ends[count] = i;
        hashes[count++] = hash;
        segmentStart = i + 1;
        hash = HASH_SEED;
        continue;
      }
      // Lower-case letters are most of what paths are made of; the rest is looked at more closely.
      if (unit < 97 || unit > 122) {
        if ((unit < 0x20 || unit > 0x7e) && isBadUnit(path, i)) return BAD;
        special ||= isGlobUnit(unit);
      }
      hash = hashStep(hash, unit);
    }
    if (length > 1) {
      if (isDots(path, segmentStart, length)) isResolved = false;
      ends[count] = length;
      hashes[count++] = hash;
    }
    this.count = count;
    this.hasGlobCharacters = special;
    return isResolved ? CANONICAL : UNRESOLVED;
  }
}

/** Whether the segment is empty, `.` or `..`; `...` and `.x` are names. */
function isDots(path: string, start: number, end: number): boolean {
  const length = end - start;
  if (length > 2) return false;
  if (length <= 0) return true;
  return path.charCodeAt(start) === DOT && (length === 1 || path.charCodeAt(start + 1) === DOT);
}

/** One of `*?[]{}\`. */
export function isGlobUnit(unit: number): boolean {
  return (unit >= 91 && unit <= 93) || unit === 42 || unit === 63 || unit === 123 || unit === 125;
}

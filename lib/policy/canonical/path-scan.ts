/**
 * One pass over a path that tells all there is to know of it: whether it is canonical, where its segments end, their
 * hashes, and whether it has characters that mean something in a glob. Reading a path costs more than deciding on
 * it, so it is read once.
 */
import { HASH_SEED, hashStep } from "../match/edge-table";
import { findBadUnit } from "./text";

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
  readonly ends = new Int32Array(PATH_LIMIT_UNITS + 1);
  readonly hashes = new Int32Array(PATH_LIMIT_UNITS + 1);
  count = 0;
  hasGlobCharacters = false;

  /** Segments and hashes are only meaningful when the answer is CANONICAL. */
  read(path: string): PathState {
    const length = path.length;
    this.count = 0;
    this.hasGlobCharacters = false;
    if (length > PATH_LIMIT_UNITS) return BAD;
    const { ends, hashes } = this;
    let isResolved = path.charCodeAt(0) === SLASH;
    let count = 0;
    let kinds = 0;
    let hash = HASH_SEED;
    // One flat loop, and what characters are is gathered without a branch: a processor cannot foresee them.
    for (let i = isResolved ? 1 : 0; i < length; i++) {
      const unit = path.charCodeAt(i);
      if (unit === SLASH) {
        ends[count] = i;
        hashes[count++] = hash;
        hash = HASH_SEED;
      } else {
        kinds |= KINDS[unit] as number;
        hash = hashStep(hash, unit);
      }
    }
    if (length > 1) {
      ends[count] = length;
      hashes[count++] = hash;
    }
    for (let segment = 0, start = isResolved ? 1 : 0; segment < count; segment++) {
      const end = ends[segment] as number;
      if (end - start <= 2 && isDots(path, start, end)) isResolved = false;
      start = end + 1;
    }
    if ((kinds & CONTROL) !== 0 || ((kinds & SURROGATE) !== 0 && findBadUnit(path) !== -1)) return BAD;
    this.count = count;
    this.hasGlobCharacters = (kinds & GLOB) !== 0;
    return isResolved ? CANONICAL : UNRESOLVED;
  }
}

const CONTROL = 1;
const GLOB = 2;
const SURROGATE = 4;
/** What each UTF-16 unit is. Only the part for the letters in use is ever touched. */
const KINDS = Uint8Array.from({ length: 0x10000 }, (_, unit) => {
  if (unit >= 0xd800 && unit <= 0xdfff) return SURROGATE;
  if (isGlobUnit(unit)) return GLOB;
  return findBadUnit(String.fromCharCode(unit)) === -1 ? 0 : CONTROL;
});

/** Whether a segment of two units at most is empty, `.` or `..`; `.x` is a name. */
function isDots(path: string, start: number, end: number): boolean {
  const length = end - start;
  if (length === 0) return true;
  return path.charCodeAt(start) === DOT && (length === 1 || path.charCodeAt(start + 1) === DOT);
}

/** One of `*?[]{}\`. */
export function isGlobUnit(unit: number): boolean {
  return (unit >= 91 && unit <= 93) || unit === 42 || unit === 63 || unit === 123 || unit === 125;
}

/**
 * One pass over a path that tells all there is to know of it: whether it is canonical, where its segments end, the
 * hashes of its beginnings, and whether it has characters that mean something in a glob. Reading a path costs more
 * than deciding on it, so it is read once.
 */
import { HASH_FACTOR, HASH_SEED, hashStep } from "../match/edge-table";
import { findBadUnit } from "./text";

/** PATH_MAX of Linux. A longer path cannot be opened there, so refusing it takes nothing away. */
export const PATH_LIMIT_UNITS = 4096;

export const CANONICAL = 0;
export const UNRESOLVED = 1;
export const BAD = 2;
export type PathState = typeof CANONICAL | typeof UNRESOLVED | typeof BAD;

/** What a unit is, in bits that are gathered over the whole path. */
const CONTROL = 1;
const GLOB = 2;
const SURROGATE = 4;
/** The highest bit, and no slash is anything else: so a shift tells whether to count one. */
const SLASH_SHIFT = 4;
const SLASH = 1 << SLASH_SHIFT;
const DOT = 8;

/** What each UTF-16 unit is. Only the part for the letters in use is ever touched. */
const KINDS = Uint8Array.from({ length: 0x10000 }, (_, unit) => {
  if (unit === 47) return SLASH;
  if (unit === 46) return DOT;
  if (unit >= 0xd800 && unit <= 0xdfff) return SURROGATE;
  if (isGlobUnit(unit)) return GLOB;
  return findBadUnit(String.fromCharCode(unit)) === -1 ? 0 : CONTROL;
});

/** Powers of the factor of the hash, for segments of any length. */
const POWERS = new Int32Array(PATH_LIMIT_UNITS + 1);
for (let i = 0, power = 1; i < POWERS.length; i++, power = Math.imul(power, HASH_FACTOR)) POWERS[i] = power;

/** The hash of a segment by itself, from that of everything up to its end and that of what comes before it. */
export function segmentHash(whole: number, before: number, length: number): number {
  return (whole - Math.imul(before, POWERS[length] as number)) | 0;
}

export class PathScan {
  /** Of each segment the index behind its last unit; the first begins at 1. */
  readonly ends = new Int32Array(PATH_LIMIT_UNITS + 1);
  /** Of each segment the hash of everything up to its end, without the first slash: of `a`, of `a/b`, of `a/b/c`. */
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
    let kinds = 0;
    let count = 0;
    let hash = HASH_SEED;
    /** A slash, and then a slash or a dot: only there can a segment be empty, `.` or `..`. */
    let unusual = 0;
    let last = SLASH;
    const start = KINDS[path.charCodeAt(0)] === SLASH ? 1 : 0;
    // One flat loop without a branch, because a processor cannot foresee where the slashes are: an end is written at
    // every unit, and the next one over it unless the unit was a slash.
    for (let i = start; i < length; i++) {
      const unit = path.charCodeAt(i);
      const kind = KINDS[unit] as number;
      kinds |= kind;
      unusual |= last & (kind | (kind << 1));
      last = kind;
      ends[count] = i;
      hashes[count] = hash;
      count += kind >>> SLASH_SHIFT;
      hash = hashStep(hash, unit);
    }
    if ((kinds & CONTROL) !== 0 || ((kinds & SURROGATE) !== 0 && findBadUnit(path) !== -1)) return BAD;
    if (length > 1) {
      ends[count] = length;
      hashes[count++] = hash;
    }
    this.count = count;
    this.hasGlobCharacters = (kinds & GLOB) !== 0;
    if (start === 0 || (last === SLASH && length > 1)) return UNRESOLVED;
    return (unusual & SLASH) !== 0 && this.hasDots(path) ? UNRESOLVED : CANONICAL;
  }

  /** Whether some segment is empty, `.` or `..`; `.x` is a name. */
  private hasDots(path: string): boolean {
    const { ends, count } = this;
    for (let segment = 0, start = 1; segment < count; segment++) {
      const end = ends[segment] as number;
      if (end - start <= 2 && isDots(path, start, end)) return true;
      start = end + 1;
    }
    return false;
  }
}

/** Of a segment of two units at most. */
function isDots(path: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (KINDS[path.charCodeAt(i)] !== DOT) return false;
  return true;
}

/** One of `*?[]{}\`. */
export function isGlobUnit(unit: number): boolean {
  return (unit >= 91 && unit <= 93) || unit === 42 || unit === 63 || unit === 123 || unit === 125;
}

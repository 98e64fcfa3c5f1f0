/**
 * Powers of two on tree sizes. A size may go up to 2^53 - 1, where the bit operators of the language, which see
 * 32 bits, would silently give another tree: everything here divides instead.
 */
/** A size or an index that can be computed with exactly. */
export function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

export function isOdd(value: number): boolean {
  return value % 2 === 1;
}

export function half(value: number): number {
  return Math.floor(value / 2);
}

/** Where RFC 9162 splits a tree of `size` leaves: the largest power of two below it. For sizes from 2. */
export function splitPoint(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** A perfect subtree: the leaves from index * 2^level, 2^level of them. */
export interface NodeId {
  readonly level: number;
  readonly index: number;
}

/**
 * The perfect subtrees, left to right, that the leaves from `start` up to `end` are made of, as the tree cuts them.
 * At most one a level, when `start` is a multiple of the largest, as it is for every subtree of a Merkle tree.
 */
export function coverOf(start: number, end: number): NodeId[] {
  const nodes: NodeId[] = [];
  let at = start;
  while (at < end) {
    let level = 0;
    let width = 1;
    while (at + width * 2 <= end && at % (width * 2) === 0) {
      level += 1;
      width *= 2;
    }
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}

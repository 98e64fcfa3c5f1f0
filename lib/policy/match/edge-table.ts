/**
 * A hash table from (node, text) to a number, for texts that are part of a longer one: nothing is cut out of it to
 * look it up. Open addressing; what belongs to a slot lies side by side, because a table for many rules does not fit
 * into the cache and each step apart costs a walk to memory.
 *
 * Guarantees: a hit is always confirmed by comparing the text itself, so a collision costs a comparison and never
 * a wrong answer. What is in the table comes from the spec alone: a request cannot make its chains longer; and a spec
 * that is written for collisions (`Aa` and `BB` have one hash, and so has every word of the two) finds them bounded.
 */
export const HASH_SEED = 0;
/** For its powers. A step has the number itself: with a variable a decision takes a fifth longer. */
export const HASH_FACTOR = 31;

/** One step of a polynomial hash over UTF-16 units. Cheap, as it is taken of every unit; slots mix it further. */
export function hashStep(hash: number, unit: number): number {
  return (Math.imul(hash, 31) + unit) | 0;
}

export function hashForwards(text: string): number {
  let hash = HASH_SEED;
  for (let i = 0; i < text.length; i++) hash = hashStep(hash, text.charCodeAt(i));
  return hash;
}

/** From the last unit to the first: so all ends of a segment are hashed in one walk backwards. */
export function hashBackwards(text: string): number {
  let hash = HASH_SEED;
  for (let i = text.length - 1; i >= 0; i--) hash = hashStep(hash, text.charCodeAt(i));
  return hash;
}

/** Of each slot: node, hash, target, and where its label lies in the pool. */
const STRIDE = 4;
const EMPTY = -1;
/** In a table that is half full so many slots in a row are seldom taken, unless somebody meant it. */
const PROBE_LIMIT = 16;

interface DistantEdge {
  readonly node: number;
  readonly hash: number;
  readonly target: number;
  readonly label: number;
}

export class EdgeTable {
  private capacity = 8;
  private count = 0;
  private slots = new Int32Array(this.capacity * STRIDE).fill(EMPTY);
  /**
   * One bit for each edge among sixteen or more: most searches are for what is not there, and this tells without
   * looking into the table, which is much larger.
   */
  private filter = new Int32Array(this.capacity / 4);
  /** All labels one after another, each behind its length: a string would lie somewhere else in memory. */
  private pool = new Uint16Array(64);
  private poolEnd = 0;
  /** What was further away from its place than PROBE_LIMIT, by node and label. */
  private distant = new Map<string, DistantEdge>();

  /** The target of the edge whose label is text[start, end) and has this hash, or -1. */
  find(node: number, hash: number, text: string, start: number, end: number): number {
    const mixed = mix(node, hash);
    if (((this.filter[(mixed >>> 5) & (this.filter.length - 1)] as number) & (1 << (mixed & 31))) === 0)
      return -1;
    const { slots } = this;
    const mask = this.capacity - 1;
    let slot = (mixed >>> 12) & mask;
    for (let probe = 0; probe < PROBE_LIMIT; probe++) {
      const at = slot * STRIDE;
      const found = slots[at] as number;
      if (found === EMPTY) return -1;
      if (
        found === node &&
        slots[at + 1] === hash &&
        this.hasLabel(slots[at + 3] as number, text, start, end)
      ) {
        return slots[at + 2] as number;
      }
      slot = (slot + 1) & mask;
    }
    return this.distant.get(distantKey(node, text.slice(start, end)))?.target ?? -1;
  }

  private hasLabel(label: number, text: string, start: number, end: number): boolean {
    const { pool } = this;
    const length = end - start;
    if (pool[label] !== length) return false;
    for (let i = 0; i < length; i++) if (pool[label + 1 + i] !== text.charCodeAt(start + i)) return false;
    return true;
  }

  /** The caller makes sure that there is no such edge yet; a label is shorter than any pattern, thus than 65,536. */
  add(node: number, hash: number, label: string, target: number): void {
    // At most half full, so that a search for what is not there ends after a step or two.
    if (this.count * 2 >= this.capacity) this.grow();
    this.count++;
    this.insert(node, hash, target, this.keep(label));
  }

  private keep(label: string): number {
    const at = this.poolEnd;
    this.poolEnd += 1 + label.length;
    if (this.poolEnd > this.pool.length) {
      const larger = new Uint16Array(Math.max(this.pool.length * 2, this.poolEnd));
      larger.set(this.pool);
      this.pool = larger;
    }
    this.pool[at] = label.length;
    for (let i = 0; i < label.length; i++) this.pool[at + 1 + i] = label.charCodeAt(i);
    return at;
  }

  private insert(node: number, hash: number, target: number, label: number): void {
    const { slots, filter } = this;
    const mask = this.capacity - 1;
    const mixed = mix(node, hash);
    const word = (mixed >>> 5) & (filter.length - 1);
    filter[word] = (filter[word] as number) | (1 << (mixed & 31));
    let slot = (mixed >>> 12) & mask;
    let probe = 0;
    while (slots[slot * STRIDE] !== EMPTY && ++probe < PROBE_LIMIT) slot = (slot + 1) & mask;
    if (probe === PROBE_LIMIT) {
      const key = distantKey(node, this.labelAt(label));
      this.distant.set(key, { node, hash, target, label });
      return;
    }
    const at = slot * STRIDE;
    slots[at] = node;
    slots[at + 1] = hash;
    slots[at + 2] = target;
    slots[at + 3] = label;
  }

  private labelAt(label: number): string {
    const length = this.pool[label] as number;
    return String.fromCharCode(...this.pool.subarray(label + 1, label + 1 + length));
  }

  private grow(): void {
    const { slots } = this;
    this.capacity *= 2;
    this.slots = new Int32Array(this.capacity * STRIDE).fill(EMPTY);
    this.filter = new Int32Array(this.capacity / 4);
    for (let at = 0; at < slots.length; at += STRIDE) {
      if (slots[at] === EMPTY) continue;
      this.insert(
        slots[at] as number,
        slots[at + 1] as number,
        slots[at + 2] as number,
        slots[at + 3] as number,
      );
    }
    // Their bits belong into the new filter as well, and most of them find a place now.
    const { distant } = this;
    this.distant = new Map();
    for (const { node, hash, target, label } of distant.values()) this.insert(node, hash, target, label);
  }
}

function distantKey(node: number, label: string): string {
  return `${node} ${label}`;
}

/** Bits that depend on all of node and hash, the upper ones most. */
function mix(node: number, hash: number): number {
  const mixed = Math.imul(hash ^ Math.imul(node, 0x9e3779b1 | 0), 0x85ebca6b | 0);
  return mixed ^ (mixed >>> 15);
}

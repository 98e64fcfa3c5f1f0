/**
 * A hash table from (node, text) to a number, for texts that are part of a longer one: nothing is cut out of it to
 * look it up. Open addressing; what belongs to a slot lies side by side, because a table for many rules does not fit
 * into the cache and each step apart costs a walk to memory.
 *
 * Guarantees: a hit is always confirmed by comparing the text itself, so a collision costs a comparison and never
 * a wrong answer. What is in the table comes from the spec alone: a request cannot make its chains longer.
 */
export const HASH_SEED = 0;

/** One step of a polynomial hash over UTF-16 units. Cheap, as it is taken of every character; slots mix it further. */
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

/** Of each slot: node, hash, target; the fourth pads it to a power of two. */
const STRIDE = 4;
const EMPTY = -1;

export class EdgeTable {
  private capacity = 8;
  private count = 0;
  private slots = new Int32Array(this.capacity * STRIDE).fill(EMPTY);
  private labels: string[] = new Array<string>(this.capacity).fill("");

  /** The target of the edge whose label is text[start, end) and has this hash, or -1. */
  find(node: number, hash: number, text: string, start: number, end: number): number {
    const { slots, labels } = this;
    const mask = this.capacity - 1;
    let slot = slotOf(node, hash, mask);
    for (;;) {
      const at = slot * STRIDE;
      const found = slots[at] as number;
      if (found === EMPTY) return -1;
      if (found === node && slots[at + 1] === hash) {
        const label = labels[slot] as string;
        if (label.length === end - start && text.startsWith(label, start)) return slots[at + 2] as number;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** The caller makes sure that there is no such edge yet. */
  add(node: number, hash: number, label: string, target: number): void {
    // At most half full, so that a search for what is not there ends after a step or two.
    if (this.count * 2 >= this.capacity) this.grow();
    this.insert(node, hash, target, label);
    this.count++;
  }

  private insert(node: number, hash: number, target: number, label: string): void {
    const mask = this.capacity - 1;
    let slot = slotOf(node, hash, mask);
    while (this.slots[slot * STRIDE] !== EMPTY) slot = (slot + 1) & mask;
    this.slots.set([node, hash, target], slot * STRIDE);
    this.labels[slot] = label;
  }

  private grow(): void {
    const { capacity, slots, labels } = this;
    this.capacity = capacity * 2;
    this.slots = new Int32Array(this.capacity * STRIDE).fill(EMPTY);
    this.labels = new Array<string>(this.capacity).fill("");
    for (let slot = 0; slot < capacity; slot++) {
      const [node = EMPTY, hash = 0, target = 0] = slots.subarray(slot * STRIDE, slot * STRIDE + 3);
      if (node !== EMPTY) this.insert(node, hash, target, labels[slot] as string);
    }
  }
}

function slotOf(node: number, hash: number, mask: number): number {
  const mixed = Math.imul(hash ^ Math.imul(node, 0x9e3779b1 | 0), 0x85ebca6b | 0);
  return (mixed ^ (mixed >>> 15)) & mask;
}

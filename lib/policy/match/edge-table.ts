/**
 * A hash table from (node, text) to a number, for texts that are part of a longer one: nothing is cut out of it to
 * look it up. Open addressing over flat arrays.
 *
 * Guarantees: a hit is always confirmed by comparing the text itself, so a collision costs a comparison and never
 * a wrong answer. What is in the table comes from the spec alone: a request cannot make its chains longer.
 */
export const HASH_SEED = 0x811c9dc5 | 0;

/** One step of FNV-1a over UTF-16 units. */
export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
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

export class EdgeTable {
  private capacity = 16;
  private count = 0;
  private nodes = new Int32Array(this.capacity).fill(-1);
  private hashes = new Int32Array(this.capacity);
  private targets = new Int32Array(this.capacity);
  private labels: string[] = new Array<string>(this.capacity).fill("");

  /** The target of the edge whose label is text[start, end) and has this hash, or -1. */
  find(node: number, hash: number, text: string, start: number, end: number): number {
    const mask = this.capacity - 1;
    let slot = slotOf(node, hash, mask);
    for (;;) {
      const found = this.nodes[slot] as number;
      if (found === -1) return -1;
      if (found === node && this.hashes[slot] === hash) {
        const label = this.labels[slot] as string;
        if (label.length === end - start && text.startsWith(label, start))
          return this.targets[slot] as number;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** The caller makes sure that there is no such edge yet. */
  add(node: number, hash: number, label: string, target: number): void {
    // At most half full, so that a search for what is not there ends after a step or two.
    if (this.count * 2 >= this.capacity) this.grow();
    this.insert(node, hash, label, target);
    this.count++;
  }

  private insert(node: number, hash: number, label: string, target: number): void {
    const mask = this.capacity - 1;
    let slot = slotOf(node, hash, mask);
    while (this.nodes[slot] !== -1) slot = (slot + 1) & mask;
    this.nodes[slot] = node;
    this.hashes[slot] = hash;
    this.targets[slot] = target;
    this.labels[slot] = label;
  }

  private grow(): void {
    const { nodes, hashes, targets, labels } = this;
    this.capacity *= 2;
    this.nodes = new Int32Array(this.capacity).fill(-1);
    this.hashes = new Int32Array(this.capacity);
    this.targets = new Int32Array(this.capacity);
    this.labels = new Array<string>(this.capacity).fill("");
    for (let i = 0; i < nodes.length; i++) {
      if (nodes[i] === -1) continue;
      this.insert(nodes[i] as number, hashes[i] as number, labels[i] as string, targets[i] as number);
    }
  }
}

function slotOf(node: number, hash: number, mask: number): number {
  const mixed = Math.imul(hash ^ Math.imul(node, 0x9e3779b1 | 0), 0x85ebca6b | 0);
  return (mixed ^ (mixed >>> 15)) & mask;
}

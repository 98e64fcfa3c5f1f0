/**
 * All path patterns of a spec in one structure that is walked once per request, with all positions at once.
 *
 * Guarantees: reports every rule with a matching pattern; time is linear in the path times the number of patterns
 * that are alive at a segment, which hashing keeps at a handful whatever the number of rules. Allocates nothing
 * per match. Not re-entrant: one match at a time, which holds because no foreign code runs within.
 */
import { type PathScan, segmentHash } from "../canonical/path-scan";
import { HASH_SEED, hashStep } from "./edge-table";
import type { Sequence } from "./glob";
import type { Hits } from "./hits";
import { matchSegment } from "./segment-glob";
import {
  ANY_GLOBS,
  BELOW,
  GLOBS,
  type GlobEdge,
  HEADS,
  LAST_GLOBS,
  LAST_UNITS,
  LITERALS,
  listNumber,
  NO_RULE,
  RULES,
  SEEN,
  STRIDE,
  TAILS,
  Trie,
} from "./trie";
import { spendWork } from "./work";

const SLASH = 47;
/** What trying a glob costs, beside what it compares. */
const GLOB_WORK = 8;
/** Below what fits into a small integer everywhere, also where pointers are compressed. */
/** What looking at one node costs; so few of them are not worth being counted. */
const LOOK_WORK = 16;
const FEW_LOOKS = 64;
const LAST_STEP = 2 ** 30 - 8192;

export class PathIndex {
  private readonly trie = new Trie();
  private nodes = this.trie.nodes;
  private step = 0;
  private matchStart = 0;
  /** Nodes that are alive before the segment at hand, and those that will be behind it. */
  private active = new Int32Array(16);
  private activeCount = 0;
  private next = new Int32Array(16);
  private nextCount = 0;
  /** Nodes behind `**` that lead further: once alive they stay so to the end of the path. */
  private deep = new Int32Array(16);
  private deepCount = 0;
  private isLast = false;

  add(sequence: Sequence, rule: number): void {
    this.trie.add(sequence, rule);
    this.nodes = this.trie.nodes;
  }

  /**
   * Adds to `hits` every rule that matches a canonical absolute path, of which `scan` holds the segments; a rule may
   * be added more than once.
   */
  match(path: string, scan: PathScan, hits: Hits): void {
    // Steps never come round to a value that some node has been left with.
    if (this.step > LAST_STEP) this.forgetSteps();
    this.matchStart = ++this.step;
    this.deepCount = 0;
    this.nextCount = 0;
    const { ends, hashes, count } = scan;
    const { literals, beginnings, root } = this.trie;
    this.isLast = count === 0;
    this.activate(root, hits);
    this.swap();
    let before = HASH_SEED;
    let looks = 0;
    for (let segment = 0, start = 1; segment < count; segment++) {
      const end = ends[segment] as number;
      const whole = hashes[segment] as number;
      const hash = segmentHash(whole, before, end - start);
      before = hashStep(whole, SLASH);
      this.step++;
      const bit = 1 << (hash & 31);
      this.isLast = segment === count - 1;
      const kinds = this.isLast ? LAST_GLOBS : ANY_GLOBS;
      const { nodes, active, deep, activeCount } = this;
      // Nodes that this segment brings up behind `**` wait for the next one.
      const alive = activeCount + this.deepCount;
      looks += alive;
      if (looks > FEW_LOOKS) spendWork(alive * LOOK_WORK);
      for (let i = 0; i < alive; i++) {
        const node = (i < activeCount ? active[i] : deep[i - activeCount]) as number;
        const at = node * STRIDE;
        if (((nodes[at + LITERALS] as number) & bit) !== 0) {
          const target = literals.find(node, hash, path, start, end);
          if (target !== -1) this.activate(target, hits);
        }
        if ((nodes[at + GLOBS] as number) >= kinds) this.advance(node, path, start, end, hits);
      }
      const target = beginnings.find(root, whole, path, 1, end);
      if (target !== -1) this.activate(target, hits);
      this.swap();
      start = end + 1;
    }
    for (let i = 0; i < this.activeCount; i++) {
      const rules = this.nodes[(this.active[i] as number) * STRIDE + RULES] as number;
      if (rules !== NO_RULE) this.report(rules, hits);
    }
  }

  private swap(): void {
    const { active } = this;
    this.active = this.next;
    this.activeCount = this.nextCount;
    this.next = active;
    this.nextCount = 0;
  }

  private activate(node: number, hits: Hits): void {
    const { nodes } = this;
    const at = node * STRIDE;
    if (nodes[at + SEEN] === this.step) return;
    nodes[at + SEEN] = this.step;
    // What leads nowhere only counts where the path ends.
    if (this.isLast || ((nodes[at + LITERALS] as number) | (nodes[at + GLOBS] as number)) !== 0) {
      if (this.nextCount === this.next.length) this.next = grown(this.next);
      this.next[this.nextCount++] = node;
    }
    const below = nodes[at + BELOW] as number;
    if (below !== -1) this.enter(below, hits);
  }

  /** Behind `**` anything may follow: its own rules match whatever the rest is, and it never goes to sleep. */
  private enter(node: number, hits: Hits): void {
    const { nodes } = this;
    const at = node * STRIDE;
    if ((nodes[at + SEEN] as number) >= this.matchStart) return;
    nodes[at + SEEN] = this.step;
    const rules = nodes[at + RULES] as number;
    if (rules !== NO_RULE) this.report(rules, hits);
    if (((nodes[at + LITERALS] as number) | (nodes[at + GLOBS] as number)) === 0) return;
    if (this.deepCount === this.deep.length) this.deep = grown(this.deep);
    this.deep[this.deepCount++] = node;
  }

  private advance(node: number, path: string, start: number, end: number, hits: Hits): void {
    const { nodes } = this;
    const at = node * STRIDE;
    const lastUnit = 1 << (path.charCodeAt(end - 1) & 31);
    if (((nodes[at + LAST_UNITS] as number) & lastUnit) !== 0) {
      this.advanceByTail(node, nodes[at + TAILS] as number, path, start, end, hits);
    }
    if ((nodes[at + GLOBS] as number) < ANY_GLOBS) return;
    const heads = nodes[at + HEADS] as number;
    if (heads !== 0) this.advanceByHead(node, heads, path, start, end, hits);
    const others = this.trie.others.get(node);
    if (others !== undefined) this.advanceByGlobs(others, path, start, end, hits);
  }

  private advanceByTail(
    node: number,
    tails: number,
    path: string,
    start: number,
    end: number,
    hits: Hits,
  ): void {
    let hash = HASH_SEED;
    for (let from = end - 1, bit = 2; from >= start && bit <= tails; from--, bit <<= 1) {
      hash = hashStep(hash, path.charCodeAt(from));
      if ((tails & bit) === 0) continue;
      const found = this.trie.byTail.find(node, hash, path, from, end);
      if (found !== -1) this.advanceByGlobs(found, path, start, end, hits);
    }
  }

  private advanceByHead(
    node: number,
    heads: number,
    path: string,
    start: number,
    end: number,
    hits: Hits,
  ): void {
    let hash = HASH_SEED;
    for (let to = start + 1, bit = 2; to <= end && bit <= heads; to++, bit <<= 1) {
      hash = hashStep(hash, path.charCodeAt(to - 1));
      if ((heads & bit) === 0) continue;
      const found = this.trie.byHead.find(node, hash, path, start, to);
      if (found !== -1) this.advanceByGlobs(found, path, start, end, hits);
    }
  }

  private advanceByGlobs(list: number, path: string, start: number, end: number, hits: Hits): void {
    const edges = this.trie.lists[list] as readonly GlobEdge[];
    spendWork(edges.length * GLOB_WORK);
    for (let i = 0; i < edges.length; i++) {
      const edge = edges[i] as GlobEdge;
      if (edge.glob === null || matchSegment(edge.glob, path, start, end)) this.activate(edge.target, hits);
    }
  }

  private report(rules: number, hits: Hits): void {
    if (rules > NO_RULE) hits.push(rules);
    else for (const rule of this.trie.ruleLists[listNumber(rules)] as readonly number[]) hits.push(rule);
  }

  private forgetSteps(): void {
    this.step = 0;
    for (let at = SEEN; at < this.nodes.length; at += STRIDE) this.nodes[at] = 0;
  }
}

function grown(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(list.length * 2);
  larger.set(list);
  return larger;
}

/**
 * All path patterns of a spec in one structure that is walked once per request: a trie of segments, whose edges
 * are literals (hash table), globs filed under their literal beginning or end, and nodes behind `**` that stay
 * active to the end.
 *
 * Guarantees: reports every rule with a matching pattern; time is linear in the path times the number of patterns
 * that are alive at a segment, which hashing keeps at a handful whatever the number of rules. Allocates nothing
 * per match. Not re-entrant: one match at a time, which holds because no foreign code runs within.
 */
import type { PathScan } from "../canonical/path-scan";
import { EdgeTable, HASH_SEED, hashForwards, hashStep } from "./edge-table";
import type { Sequence } from "./glob";
import type { Hits } from "./hits";
import { matchSegment, type SegmentGlob } from "./segment-glob";
import { fileFor, type GlobEdge, type GlobFiles, isAffixOnly, TrieNode } from "./trie-node";

export class PathIndex {
  private readonly nodes: TrieNode[] = [];
  private readonly root = this.newNode();
  private readonly literals = new EdgeTable();
  private readonly files: GlobFiles = { byHead: new EdgeTable(), byTail: new EdgeTable(), lists: [] };
  private readonly globChildren = new Map<string, TrieNode>();
  /** Linked lists of rules: entry -> rule, and entry -> next entry or -1. */
  private readonly entryRules: number[] = [];
  private readonly entryNext: number[] = [];
  /** The step at which a node was last activated. A double: it never comes round to an old value. */
  private seen = new Float64Array(64);
  private step = 0;
  private matchStart = 0;
  private active: TrieNode[] = [];
  private activeCount = 0;
  private next: TrieNode[] = [];
  private nextCount = 0;
  private readonly deep: TrieNode[] = [];
  private deepCount = 0;

  add(sequence: Sequence, rule: number): void {
    let node = this.root;
    for (let i = 0; i < sequence.length; i++) {
      const segment = sequence[i] as Sequence[number];
      if (segment === "**") {
        node.below ??= this.newNode();
        node = node.below;
      } else if (segment.literal !== null) {
        node = this.literalChild(node, segment.literal);
      } else {
        node = this.globChild(node, segment, i === sequence.length - 1);
      }
    }
    this.entryRules.push(rule);
    this.entryNext.push(node.rules);
    node.rules = this.entryRules.length - 1;
  }

  /**
   * Adds to `hits` every rule that matches a canonical absolute path, of which `scan` holds the segments; a rule may
   * be added more than once.
   */
  match(path: string, scan: PathScan, hits: Hits): void {
    if (this.seen.length < this.nodes.length) this.seen = new Float64Array(this.nodes.length);
    this.matchStart = ++this.step;
    this.deepCount = 0;
    this.nextCount = 0;
    this.activate(this.root, hits);
    this.swap();
    const { ends, hashes, count } = scan;
    for (let segment = 0, start = 1; segment < count && this.activeCount + this.deepCount > 0; segment++) {
      const end = ends[segment] as number;
      const hash = hashes[segment] as number;
      this.step++;
      // Nodes that this segment brings up behind `**` wait for the next one.
      const deepCount = this.deepCount;
      for (let i = 0; i < this.activeCount; i++) {
        this.advance(this.active[i] as TrieNode, path, start, end, hash, hits);
      }
      for (let i = 0; i < deepCount; i++)
        this.advance(this.deep[i] as TrieNode, path, start, end, hash, hits);
      this.swap();
      start = end + 1;
    }
    for (let i = 0; i < this.activeCount; i++) this.report(this.active[i] as TrieNode, hits);
  }

  private newNode(): TrieNode {
    const node = new TrieNode(this.nodes.length);
    this.nodes.push(node);
    return node;
  }

  private literalChild(node: TrieNode, label: string): TrieNode {
    const hash = hashForwards(label);
    const found = node.hasLiterals ? this.literals.find(node.id, hash, label, 0, label.length) : -1;
    if (found !== -1) return this.nodes[found] as TrieNode;
    const child = this.newNode();
    this.literals.add(node.id, hash, label, child.id);
    node.hasLiterals = true;
    return child;
  }

  private globChild(node: TrieNode, glob: SegmentGlob, isLast: boolean): TrieNode {
    const list = fileFor(node, glob, isLast, this.files);
    const key = `${node.id} ${glob.pattern}`;
    const known = this.globChildren.get(key);
    if (known) return known;
    const target = this.newNode();
    this.globChildren.set(key, target);
    list.push({ glob: isAffixOnly(glob) ? null : glob, target });
    return target;
  }

  private swap(): void {
    const { active } = this;
    this.active = this.next;
    this.activeCount = this.nextCount;
    this.next = active;
    this.nextCount = 0;
  }

  private activate(node: TrieNode, hits: Hits): void {
    if (this.seen[node.id] === this.step) return;
    this.seen[node.id] = this.step;
    this.next[this.nextCount++] = node;
    if (node.below !== null) this.enter(node.below, hits);
  }

  /** Behind `**` anything may follow: its own rules match whatever the rest is, and it never goes to sleep. */
  private enter(node: TrieNode, hits: Hits): void {
    if ((this.seen[node.id] as number) >= this.matchStart) return;
    this.seen[node.id] = this.step;
    if (node.rules !== -1) this.report(node, hits);
    if (!node.isLeaf) this.deep[this.deepCount++] = node;
  }

  private advance(node: TrieNode, path: string, start: number, end: number, hash: number, hits: Hits): void {
    if (node.hasLiterals) {
      const target = this.literals.find(node.id, hash, path, start, end);
      if (target !== -1) this.activate(this.nodes[target] as TrieNode, hits);
    }
    if (node.tails !== 0 && (node.hasInnerTails || end === path.length)) {
      this.advanceByTail(node, path, start, end, hits);
    }
    if (node.heads !== 0) this.advanceByHead(node, path, start, end, hits);
    if (node.others !== null) this.advanceByGlobs(node.others, path, start, end, hits);
  }

  private advanceByTail(node: TrieNode, path: string, start: number, end: number, hits: Hits): void {
    let hash = HASH_SEED;
    for (let from = end - 1, bit = 2; from >= start && bit <= node.tails; from--, bit <<= 1) {
      hash = hashStep(hash, path.charCodeAt(from));
      if ((node.tails & bit) === 0) continue;
      const found = this.files.byTail.find(node.id, hash, path, from, end);
      if (found !== -1) this.advanceByGlobs(this.files.lists[found] as GlobEdge[], path, start, end, hits);
    }
  }

  private advanceByHead(node: TrieNode, path: string, start: number, end: number, hits: Hits): void {
    let hash = HASH_SEED;
    for (let to = start + 1, bit = 2; to <= end && bit <= node.heads; to++, bit <<= 1) {
      hash = hashStep(hash, path.charCodeAt(to - 1));
      if ((node.heads & bit) === 0) continue;
      const found = this.files.byHead.find(node.id, hash, path, start, to);
      if (found !== -1) this.advanceByGlobs(this.files.lists[found] as GlobEdge[], path, start, end, hits);
    }
  }

  private advanceByGlobs(
    edges: readonly GlobEdge[],
    path: string,
    start: number,
    end: number,
    hits: Hits,
  ): void {
    for (let i = 0; i < edges.length; i++) {
      const edge = edges[i] as GlobEdge;
      if (edge.glob === null || matchSegment(edge.glob, path, start, end)) this.activate(edge.target, hits);
    }
  }

  private report(node: TrieNode, hits: Hits): void {
    for (let entry = node.rules; entry !== -1; entry = this.entryNext[entry] as number) {
      hits.push(this.entryRules[entry] as number);
    }
  }
}

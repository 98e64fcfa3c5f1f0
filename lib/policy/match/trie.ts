/**
 * How path patterns are filed: a trie of segments whose nodes are numbers and whose attributes lie in one flat array.
 * What a pattern begins with, up to its first wildcard, is one edge from the root, however many segments it has. All
 * other edges are one segment, literals (hash table) or globs, and globs are filed under their literal beginning or
 * end. Walking it is path-index.ts.
 */
import { EdgeTable, hashBackwards, hashForwards } from "./edge-table";
import type { Segment, Sequence } from "./glob";
import type { SegmentGlob } from "./segment-glob";

/** Longer beginnings and ends are filed under nothing and tried one by one. */
const AFFIX_LIMIT = 24;

/** Attributes of a node, by offset. */
export const STRIDE = 8;
/** The step at which it was last activated. */
export const SEEN = 0;
/** The rule that ends here; NO_RULE; or below that, the number of a list of several, counted down. */
export const RULES = 1;
/** The node behind `**`, or -1. */
export const BELOW = 2;
/**
 * Bit n is set when some literal edge has a hash that ends in n: most searches end here. All bits are set when many
 * would be: then the table's own filter tells, and a processor need not guess.
 */
export const LITERALS = 3;
/** Bit n is set when some edge is filed under a beginning, or an end, of n units. */
export const HEADS = 4;
export const TAILS = 5;
/** Which kinds of glob edges there are: NO_GLOBS, or a sum of the two others. */
export const GLOBS = 6;
/** Bit n is set when some end that edges are filed under has a last unit that ends in n. */
export const LAST_UNITS = 7;

/** Only edges filed under an end, and none leads further: they count for the last segment alone. */
export const LAST_GLOBS = 1;
export const ANY_GLOBS = 2;

const MOST_BITS = 4;

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

export const NO_RULE = -1;

/** The list of rules that a value below NO_RULE stands for. */
export function listNumber(rules: number): number {
  return NO_RULE - 1 - rules;
}

export interface GlobEdge {
  /** Null when the beginning or end under which the edge is filed says it all. */
  readonly glob: SegmentGlob | null;
  readonly target: number;
}

export class Trie {
  nodes = new Int32Array(16 * STRIDE);
  private count = 0;
  readonly root = this.newNode();
  /** The nodes behind what patterns begin with: whole beginnings of paths. */
  readonly beginnings = new EdgeTable();
  /** Literal segments behind a wildcard. */
  readonly literals = new EdgeTable();
  readonly byHead = new EdgeTable();
  readonly byTail = new EdgeTable();
  readonly lists: GlobEdge[][] = [];
  /** Of the few nodes that have them, the number of the list of globs that are filed under nothing. */
  readonly others = new Map<number, number>();
  private readonly globChildren = new Map<string, number>();
  /** For nodes where more than one rule ends. */
  readonly ruleLists: number[][] = [];

  add(sequence: Sequence, rule: number): void {
    let first = 0;
    while (first < sequence.length && isLiteral(sequence[first] as Segment)) first++;
    let node = first === 0 ? this.root : this.beginning(sequence.slice(0, first));
    sequence.forEach((segment, index) => {
      if (index < first) return;
      if (segment === "**") node = this.below(node);
      else if (segment.literal !== null) node = this.literalChild(node, segment.literal);
      else node = this.globChild(node, segment, index === sequence.length - 1);
    });
    this.addRule(node * STRIDE + RULES, rule);
  }

  private addRule(at: number, rule: number): void {
    const known = this.nodes[at] as number;
    if (known === NO_RULE) this.nodes[at] = rule;
    else if (known > NO_RULE) this.nodes[at] = NO_RULE - this.ruleLists.push([known, rule]);
    else this.ruleLists[listNumber(known)]?.push(rule);
  }

  private newNode(): number {
    if ((this.count + 1) * STRIDE > this.nodes.length) {
      const grown = new Int32Array(this.nodes.length * 2);
      grown.set(this.nodes);
      this.nodes = grown;
    }
    const at = this.count * STRIDE;
    this.nodes[at + RULES] = NO_RULE;
    this.nodes[at + BELOW] = -1;
    return this.count++;
  }

  private below(node: number): number {
    const known = this.nodes[node * STRIDE + BELOW] as number;
    if (known !== -1) return known;
    const child = this.newNode();
    this.nodes[node * STRIDE + BELOW] = child;
    return child;
  }

  private beginning(segments: Sequence): number {
    const label = segments.map((segment) => (segment === "**" ? "" : segment.literal)).join("/");
    return this.childIn(this.beginnings, this.root, hashForwards(label), label);
  }

  private literalChild(node: number, label: string): number {
    const hash = hashForwards(label);
    const child = this.childIn(this.literals, node, hash, label);
    const at = node * STRIDE + LITERALS;
    const bits = (this.nodes[at] as number) | (1 << (hash & 31));
    this.nodes[at] = bitCount(bits) > MOST_BITS ? -1 : bits;
    return child;
  }

  private childIn(table: EdgeTable, node: number, hash: number, label: string): number {
    const found = table.find(node, hash, label, 0, label.length);
    if (found !== -1) return found;
    const child = this.newNode();
    table.add(node, hash, label, child);
    return child;
  }

  private globChild(node: number, glob: SegmentGlob, isLast: boolean): number {
    const list = this.listFor(node, glob, isLast);
    const key = `${node} ${glob.pattern}`;
    const known = this.globChildren.get(key);
    if (known !== undefined) return known;
    const target = this.newNode();
    this.globChildren.set(key, target);
    list.push({ glob: isAffixOnly(glob) ? null : glob, target });
    return target;
  }

  /** The list in which an edge for this glob stands or would stand, made when it is missing. */
  private listFor(node: number, glob: SegmentGlob, isLast: boolean): GlobEdge[] {
    const { head, tail } = glob;
    const at = node * STRIDE;
    const { nodes } = this;
    // A long affix rules out more, and an end such as ".key" is usually more telling than a beginning.
    if (tail.length > 0 && tail.length <= AFFIX_LIMIT && tail.length >= Math.min(head.length, AFFIX_LIMIT)) {
      nodes[at + GLOBS] = (nodes[at + GLOBS] as number) | (isLast ? LAST_GLOBS : ANY_GLOBS);
      nodes[at + TAILS] = (nodes[at + TAILS] as number) | (1 << tail.length);
      nodes[at + LAST_UNITS] =
        (nodes[at + LAST_UNITS] as number) | (1 << (tail.charCodeAt(tail.length - 1) & 31));
      return this.listIn(this.byTail, node, hashBackwards(tail), tail);
    }
    nodes[at + GLOBS] = (nodes[at + GLOBS] as number) | ANY_GLOBS;
    if (head.length > 0 && head.length <= AFFIX_LIMIT) {
      nodes[at + HEADS] = (nodes[at + HEADS] as number) | (1 << head.length);
      return this.listIn(this.byHead, node, hashForwards(head), head);
    }
    const known = this.others.get(node);
    if (known !== undefined) return this.lists[known] as GlobEdge[];
    const list: GlobEdge[] = [];
    this.others.set(node, this.lists.push(list) - 1);
    return list;
  }

  private listIn(table: EdgeTable, node: number, hash: number, affix: string): GlobEdge[] {
    const known = this.lists[table.find(node, hash, affix, 0, affix.length)];
    if (known) return known;
    const list: GlobEdge[] = [];
    table.add(node, hash, affix, this.lists.push(list) - 1);
    return list;
  }
}

function isLiteral(segment: Segment): boolean {
  return segment !== "**" && segment.literal !== null;
}

/** Whether being filed under its affix is all that there is to match. */
function isAffixOnly({ simple, head, tail }: SegmentGlob): boolean {
  if (!simple) return false;
  if (head === "") return tail !== "" && tail.length <= AFFIX_LIMIT;
  return tail === "" && head.length <= AFFIX_LIMIT;
}

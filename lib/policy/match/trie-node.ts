/** The nodes of a path index, and how a pattern is filed among them. Used by path-index.ts alone. */
import { type EdgeTable, hashBackwards, hashForwards } from "./edge-table";
import type { SegmentGlob } from "./segment-glob";

/** Longer beginnings and ends are filed under nothing and tried one by one. */
const AFFIX_LIMIT = 24;

export interface GlobEdge {
  /** Null when the beginning or end under which the edge is filed says it all. */
  readonly glob: SegmentGlob | null;
  readonly target: TrieNode;
}

export class TrieNode {
  readonly id: number;
  /** First entry of the list of rules that end here, or -1. */
  rules = -1;
  /** The node behind `**`. */
  below: TrieNode | null = null;
  hasLiterals = false;
  /** Bit n is set when some edge is filed under a beginning, or an end, of n units. */
  heads = 0;
  tails = 0;
  /** Whether an edge filed under an end leads further, so that it counts before the last segment too. */
  hasInnerTails = false;
  others: GlobEdge[] | null = null;

  constructor(id: number) {
    this.id = id;
  }

  get isLeaf(): boolean {
    return !this.hasLiterals && this.heads === 0 && this.tails === 0 && this.others === null;
  }
}

/** Where glob edges are filed: (node, affix) -> index of a list. */
export interface GlobFiles {
  readonly byHead: EdgeTable;
  readonly byTail: EdgeTable;
  readonly lists: GlobEdge[][];
}

/** The list in which an edge for this glob stands or would stand, made when it is missing. */
export function fileFor(node: TrieNode, glob: SegmentGlob, isLast: boolean, files: GlobFiles): GlobEdge[] {
  const { head, tail } = glob;
  // A long affix rules out more, and an end such as ".key" is usually more telling than a beginning.
  if (tail.length > 0 && tail.length <= AFFIX_LIMIT && tail.length >= Math.min(head.length, AFFIX_LIMIT)) {
    node.tails |= 1 << tail.length;
    node.hasInnerTails ||= !isLast;
    return listIn(files, files.byTail, node, hashBackwards(tail), tail);
  }
  if (head.length > 0 && head.length <= AFFIX_LIMIT) {
    node.heads |= 1 << head.length;
    return listIn(files, files.byHead, node, hashForwards(head), head);
  }
  node.others ??= [];
  return node.others;
}

/** Whether being filed under its affix is all that there is to match. */
export function isAffixOnly(glob: SegmentGlob): boolean {
  if (!glob.simple) return false;
  const { head, tail } = glob;
  return (
    (head === "" && tail !== "" && tail.length <= AFFIX_LIMIT) ||
    (tail === "" && head !== "" && head.length <= AFFIX_LIMIT)
  );
}

function listIn(files: GlobFiles, table: EdgeTable, node: TrieNode, hash: number, affix: string): GlobEdge[] {
  const found = table.find(node.id, hash, affix, 0, affix.length);
  const known = files.lists[found];
  if (known) return known;
  const list: GlobEdge[] = [];
  table.add(node.id, hash, affix, files.lists.length);
  files.lists.push(list);
  return list;
}

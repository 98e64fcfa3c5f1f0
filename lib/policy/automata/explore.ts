/**
 * Walks through every way in which a text can stand to a number of languages at once: for each combination of
 * "is in" and "is not in" that occurs, the shortest text that shows it.
 *
 * Guarantees: exact, and the texts really have the memberships reported. The number of joint states can grow
 * exponentially with patterns made for it, so it is capped: above the cap the answer is `complete: false`, never a
 * wrong one.
 */
import { boundaries, contains, readable } from "./char-set";
import { buildNfa, type Nfa, reachable } from "./nfa";
import type { Regular } from "./regular";

export interface Combination {
  /** Which of the languages contain the text, by index. */
  readonly members: readonly number[];
  /** A shortest text of this combination. */
  readonly witness: string;
}
export interface Exploration {
  readonly combinations: readonly Combination[];
  readonly complete: boolean;
}

const MAX_JOINT_STATES = 20_000;
/** Pairs of a character range and a move, after which it is given up: some seconds. */
const MAX_PAIRS = 20_000_000;

interface Visit {
  readonly states: readonly number[];
  readonly parent: Visit | null;
  readonly point: number;
}

/** With `within`, only texts of that language count, and nothing else is walked into. */
export function explore(
  languages: readonly Regular[],
  maxStates = MAX_JOINT_STATES,
  within?: number,
): Exploration {
  const nfa = buildNfa(languages);
  const acceptedBy = new Map(nfa.accepts.map((state, language) => [state, language]));
  const closed = reachable(nfa);
  const first: Visit = { states: together(nfa.starts, closed), parent: null, point: -1 };
  const seen = new Set([key(first.states)]);
  const found = new Map<string, Combination>();
  const queue = [first];
  let pairs = 0;
  // Breadth first, so that the first text of a combination is a shortest one.
  for (let head = 0; head < queue.length; head++) {
    const visit = queue[head];
    if (!visit) break;
    const members = visit.states.flatMap((state) => acceptedBy.get(state) ?? []).sort((a, b) => a - b);
    const name = key(members);
    const counts = within === undefined || members.includes(within);
    if (counts && !found.has(name)) found.set(name, { members, witness: spell(visit) });
    const moves = visit.states.flatMap((state) => nfa.moves[state] ?? []);
    const edges = boundaries(moves.map((move) => move.set));
    pairs += moves.length * edges.length;
    if (pairs > MAX_PAIRS) return { combinations: [...found.values()], complete: false };
    for (const next of successors(moves, edges, closed, visit)) {
      if (within !== undefined && !next.states.some((state) => nfa.languageOf[state] === within)) continue;
      const id = key(next.states);
      if (seen.has(id)) continue;
      if (seen.size >= maxStates) return { combinations: [...found.values()], complete: false };
      seen.add(id);
      queue.push(next);
    }
  }
  return { combinations: [...found.values()], complete: true };
}

function successors(
  moves: Nfa["moves"][number],
  edges: readonly number[],
  closed: readonly (readonly number[])[],
  visit: Visit,
): Visit[] {
  const visits: Visit[] = [];
  for (const [index, from] of edges.entries()) {
    const to = (edges[index + 1] ?? from + 1) - 1;
    const targets: number[] = [];
    for (const move of moves) if (contains(move.set, from)) targets.push(move.to);
    if (targets.length === 0) continue;
    visits.push({ states: together(targets, closed), parent: visit, point: readable(from, to) });
  }
  // Where two ranges lead to the same states the first is kept; begin with what reads well in an example.
  return visits.sort((a, b) => rank(a.point) - rank(b.point));
}

function together(states: readonly number[], closed: readonly (readonly number[])[]): number[] {
  const all = new Set<number>();
  for (const state of states) for (const next of closed[state] ?? []) all.add(next);
  return [...all].sort((a, b) => a - b);
}

/** Letters before digits before the rest: examples are read by people. */
function rank(point: number): number {
  if (point >= 97 && point <= 122) return 0;
  return point >= 48 && point <= 57 ? 1 : 2;
}

function spell(visit: Visit): string {
  const points: number[] = [];
  for (let at: Visit | null = visit; at !== null && at.parent !== null; at = at.parent) points.push(at.point);
  return String.fromCodePoint(...points.reverse());
}

function key(states: readonly number[]): string {
  return states.join(",");
}

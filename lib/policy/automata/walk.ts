/**
 * Walks through all sequences of symbols that a nondeterministic automaton tells apart, shortest first: for each
 * combination of labels with which a sequence can be accepted, one shortest sequence.
 *
 * Guarantees: exact up to the cap, beyond which it says so. States from which nothing of interest can be reached any
 * more are not walked into, so that what two policies have in common costs nothing.
 */
export interface Automaton {
  /** Closed under silent moves, as are the answers of `step`. */
  readonly starts: readonly number[];
  readonly symbols: number;
  step(state: number, symbol: number): readonly number[];
  /** The label of an accepting state; -1 for others. */
  labelOf(state: number): number;
  /** Whether something of interest may still be accepted from here. */
  isRelevant(state: number): boolean;
}

export interface Found {
  /** Ascending, each once. */
  readonly labels: readonly number[];
  readonly symbols: readonly number[];
}
export interface Walk {
  readonly found: readonly Found[];
  readonly complete: boolean;
}

/** Single moves, after which a walk is given up: some seconds. A thousand rules that have little in common need less. */
const MAX_MOVES = 6_000_000;

interface Visit {
  readonly states: readonly number[];
  readonly parent: Visit | null;
  readonly symbol: number;
  readonly depth: number;
}

/** `counts` says which lengths, or which last symbols, are sequences at all. */
export function walk(
  automaton: Automaton,
  maxStates: number,
  counts: (length: number, symbol: number) => boolean = () => true,
): Walk {
  const seen = new Set<string>();
  const found = new Map<string, Found>();
  const queue: Visit[] = [];
  let complete = true;
  const arrive = (visit: Visit): void => {
    if (!visit.states.some((state) => automaton.isRelevant(state))) return;
    if (counts(visit.depth, visit.symbol)) {
      const labels = labelsOf(automaton, visit.states);
      const name = labels.join();
      if (!found.has(name)) found.set(name, { labels, symbols: spell(visit) });
    }
    const id = visit.states.join();
    if (seen.has(id)) return;
    if (seen.size >= maxStates) complete = false;
    else {
      seen.add(id);
      queue.push(visit);
    }
  };
  arrive({ states: sorted(automaton.starts), parent: null, symbol: -1, depth: 0 });
  let moves = 0;
  for (let head = 0; head < queue.length && complete; head++) {
    const visit = queue[head] as Visit;
    moves += visit.states.length * automaton.symbols;
    if (moves > MAX_MOVES) {
      complete = false;
      break;
    }
    for (let symbol = 0; symbol < automaton.symbols; symbol++) {
      const next = new Set<number>();
      for (const state of visit.states) for (const to of automaton.step(state, symbol)) next.add(to);
      arrive({ states: sorted(next), parent: visit, symbol, depth: visit.depth + 1 });
    }
  }
  return { found: [...found.values()], complete };
}

function labelsOf(automaton: Automaton, states: readonly number[]): number[] {
  const labels = new Set<number>();
  for (const state of states) {
    const label = automaton.labelOf(state);
    if (label !== -1) labels.add(label);
  }
  return sorted(labels);
}

function sorted(numbers: Iterable<number>): number[] {
  return [...numbers].sort((a, b) => a - b);
}

function spell(visit: Visit): number[] {
  const symbols: number[] = [];
  for (let at: Visit = visit; at.parent !== null; at = at.parent) symbols.push(at.symbol);
  return symbols.reverse();
}

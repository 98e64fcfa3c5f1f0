/**
 * Walks through all sequences of symbols that a nondeterministic automaton tells apart, shortest first: for each
 * combination of labels with which a sequence can be accepted, one shortest sequence.
 *
 * Guarantees: exact up to the cap, beyond which it says so. States from which nothing of interest can be reached any
 * more are not walked into, so that what two policies have in common costs nothing. Of sequences of the same length it
 * is always the one with the lowest symbols that is told.
 *
 * Most symbols are told apart by few states: the others lead to the same states from anywhere, and are one step.
 */
export interface Automaton {
  /** Closed under silent moves, as are the targets of moves. */
  readonly starts: readonly number[];
  readonly symbols: number;
  moves(state: number): readonly Move[];
  /** The label of an accepting state; -1 for others. */
  labelOf(state: number): number;
  /** Whether something of interest may still be accepted from here. */
  isRelevant(state: number): boolean;
}

export interface Move {
  /** Null for every one of them. */
  readonly symbols: Iterable<number> | null;
  readonly to: readonly number[];
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
  /** By its states: whether a set of them was already reached by a sequence that counts. */
  const seen = new Map<string, boolean>();
  const found = new Map<string, Found>();
  const queue: Visit[] = [];
  let complete = true;
  const arrive = (visit: Visit): void => {
    const id = visit.states.join();
    const before = seen.get(id);
    const isCounted = counts(visit.depth, visit.symbol);
    if (before === true || (before === false && !isCounted)) return;
    if (!visit.states.some((state) => automaton.isRelevant(state))) return;
    if (isCounted) {
      const labels = labelsOf(automaton, visit.states);
      const name = labels.join();
      if (!found.has(name)) found.set(name, { labels, symbols: spell(visit) });
    }
    if (before === undefined && seen.size >= maxStates) complete = false;
    else {
      seen.set(id, isCounted);
      if (before === undefined) queue.push(visit);
    }
  };
  arrive({ states: sorted(automaton.starts), parent: null, symbol: -1, depth: 0 });
  const targets = new Targets(automaton);
  for (let head = 0; head < queue.length && complete; head++) {
    const visit = queue[head] as Visit;
    const depth = visit.depth + 1;
    targets.from(visit.states);
    if (targets.moves > MAX_MOVES) {
      complete = false;
      break;
    }
    // The symbols that no state tells apart: the first one speaks for all, and the first that counts, where that is another.
    let [isMet, isCountedFor] = [false, false];
    for (let symbol = 0; symbol < automaton.symbols; symbol++) {
      const own = targets.own(symbol);
      if (own === undefined) {
        if (isMet && (isCountedFor || !counts(depth, symbol))) continue;
        isMet = true;
        isCountedFor = counts(depth, symbol);
      }
      arrive({ states: own ?? targets.common, parent: visit, symbol, depth });
    }
  }
  return { found: [...found.values()], complete };
}

/** Where the symbols lead from a set of states. */
class Targets {
  /** Of all sets so far. */
  moves = 0;
  /** Ascending, each once: where every symbol leads. */
  common: readonly number[] = [];
  readonly #automaton: Automaton;
  readonly #own: (number[] | undefined)[];

  constructor(automaton: Automaton) {
    this.#automaton = automaton;
    this.#own = Array(automaton.symbols).fill(undefined);
  }

  from(states: readonly number[]): void {
    const own = this.#own.fill(undefined);
    const common = new Set<number>();
    this.moves += own.length;
    for (const state of states) {
      for (const { symbols, to } of this.#automaton.moves(state)) {
        this.moves += to.length;
        if (symbols === null) for (const target of to) common.add(target);
        else for (const symbol of symbols) this.#add(symbol, to);
      }
    }
    this.common = sorted(common);
  }

  /** Ascending, each once: where this symbol leads; undefined where only every symbol leads there. */
  own(symbol: number): readonly number[] | undefined {
    const own = this.#own[symbol];
    if (own === undefined) return undefined;
    this.moves += own.length + this.common.length;
    return sorted(new Set([...this.common, ...own]));
  }

  #add(symbol: number, to: readonly number[]): void {
    this.moves += to.length;
    const own = this.#own[symbol];
    if (own === undefined) this.#own[symbol] = [...to];
    else own.push(...to);
  }
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

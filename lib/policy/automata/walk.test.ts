import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Automaton, type Found, type Move, walk } from "./walk";

const SYMBOLS = 5;
const STATES = 7;
const state = fc.nat({ max: STATES - 1 });
const move: fc.Arbitrary<Move> = fc.record({
  symbols: fc.oneof(fc.constant(null), fc.uniqueArray(fc.nat({ max: SYMBOLS - 1 }), { maxLength: 3 })),
  to: fc.uniqueArray(state, { minLength: 1, maxLength: 3 }),
});
const automata: fc.Arbitrary<Automaton> = fc
  .record({
    starts: fc.uniqueArray(state, { minLength: 1, maxLength: 3 }),
    moves: fc.array(fc.array(move, { maxLength: 3 }), { minLength: STATES, maxLength: STATES }),
    labels: fc.array(fc.integer({ min: -1, max: 3 }), { minLength: STATES, maxLength: STATES }),
    relevant: fc.array(fc.boolean(), { minLength: STATES, maxLength: STATES }),
  })
  .map(({ starts, moves, labels, relevant }) => ({
    starts,
    symbols: SYMBOLS,
    moves: (at) => moves[at] ?? [],
    labelOf: (at) => labels[at] ?? -1,
    isRelevant: (at) => relevant[at] ?? false,
  }));

const ascending = (numbers: Iterable<number>) => [...new Set(numbers)].sort((a, b) => a - b);

/** The same without any thought: every symbol from every set of states, by its own step. */
function everySymbol(automaton: Automaton, counts: (length: number, symbol: number) => boolean): Found[] {
  const found = new Map<string, Found>();
  const queue: { states: number[]; symbols: number[] }[] = [];
  const seen = new Set<string>();
  const arrive = (states: number[], symbols: number[]) => {
    if (!states.some(automaton.isRelevant)) return;
    const labels = ascending(states.map(automaton.labelOf).filter((label) => label !== -1));
    if (counts(symbols.length, symbols.at(-1) ?? -1) && !found.has(labels.join()))
      found.set(labels.join(), { labels, symbols });
    if (!seen.has(states.join())) queue.push({ states, symbols });
    seen.add(states.join());
  };
  arrive(ascending(automaton.starts), []);
  for (const { states, symbols } of queue) {
    for (let symbol = 0; symbol < automaton.symbols; symbol++) {
      const takes = ({ symbols: taken }: Move) => taken === null || [...taken].includes(symbol);
      const to = states.flatMap((at) => automaton.moves(at).filter(takes)).flatMap((each) => each.to);
      arrive(ascending(to), [...symbols, symbol]);
    }
  }
  return [...found.values()];
}

describe("walk", () => {
  const numRuns = Number(process.env.PROPERTY_RUNS ?? 1000);

  test("finds what is found by looking at every symbol, in the same words", () => {
    const lengths = fc.record({
      least: fc.nat({ max: 2 }),
      not: fc.integer({ min: -1, max: SYMBOLS - 1 }),
    });
    fc.assert(
      fc.property(automata, lengths, (automaton, { least, not }) => {
        const counts = (length: number, symbol: number) =>
          length >= least && (length !== 1 || symbol !== not);
        const plain = everySymbol(automaton, counts);
        expect(walk(automaton, 1000, counts)).toEqual({ found: plain, complete: true });
      }),
      { numRuns },
    );
  });

  test("says when there are more sets of states than it was allowed", () => {
    const counting: Automaton = {
      starts: [0],
      symbols: 1,
      moves: (at) => [{ symbols: null, to: [at + 1] }],
      labelOf: (at) => (at === 5 ? 5 : -1),
      isRelevant: () => true,
    };
    expect(walk(counting, 100).complete).toBe(false);
    expect(walk(counting, 100).found).toEqual([
      { labels: [], symbols: [] },
      { labels: [5], symbols: [0, 0, 0, 0, 0] },
    ]);
    expect(walk(counting, 4).found).toEqual([{ labels: [], symbols: [] }]);
  });
});

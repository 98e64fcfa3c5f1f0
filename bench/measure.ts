import { isSame } from "./same";
import { ratiosTo, type Spread, spreadOf } from "./statistics";
import type { Awaitable, Bench } from "./support";

const ROUNDS = 21;
const WARM_UP_ROUNDS = 3;
/** Long enough for the clock and the collector to matter little, short enough for many rounds. */
const ROUND_MS = 20;

export interface Figure {
  readonly name: string;
  /** For one operation. */
  readonly nanoseconds: Spread;
  /** How many times the time of the baseline: below 1 is faster. */
  readonly ratio: Spread;
}

export interface Result {
  readonly baseline: string;
  readonly rounds: number;
  readonly figures: readonly Figure[];
}

/** Kept where no compiler can prove it unused, so that no work is optimised away. */
export const sink: { last: unknown } = { last: undefined };

/** Makes sure that all do the same work, then times them in turn, round by round. */
export async function measure<Answer>(
  bench: Bench<Answer>,
  now: () => number = () => performance.now(),
): Promise<Result> {
  const contenders = Object.entries(bench.contenders);
  await checkAnswers(bench);
  const rounds = bench.rounds ?? ROUNDS;
  const calls = new Map<string, number>();
  for (const [name, work] of contenders) calls.set(name, await callsPerRound(work, now));
  const samples = new Map<string, number[]>(contenders.map(([name]) => [name, []]));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    // A different one begins each time, so that none always runs in the wake of the same other.
    const shift = (round + WARM_UP_ROUNDS) % contenders.length;
    for (const [name, work] of [...contenders.slice(shift), ...contenders.slice(0, shift)]) {
      const count = calls.get(name) ?? 1;
      const ms = await timeCalls(work, count, now);
      if (round >= 0) samples.get(name)?.push((ms * 1e6) / (count * bench.operations));
    }
  }
  const baseline = samples.get(bench.baseline) ?? [];
  const figures = [...samples].map(([name, own]) => {
    return { name, nanoseconds: spreadOf(own), ratio: spreadOf(ratiosTo(baseline, own)) };
  });
  return { baseline: bench.baseline, rounds, figures };
}

async function checkAnswers<Answer>({
  contenders,
  comparable = (answer) => answer,
}: Bench<Answer>): Promise<void> {
  const [first, ...others] = Object.entries(contenders);
  if (!first) return;
  const expected = comparable(await first[1]());
  for (const [name, work] of others) {
    const answer = comparable(await work());
    if (isSame(answer, expected)) continue;
    throw new Error(`${name} and ${first[0]} do not do the same work: their answers differ`);
  }
}

async function callsPerRound(work: () => Awaitable<unknown>, now: () => number): Promise<number> {
  for (let count = 1; ; count *= 2) {
    const ms = await timeCalls(work, count, now);
    if (ms >= ROUND_MS) return Math.max(1, Math.round((count * ROUND_MS) / ms));
  }
}

async function timeCalls(work: () => Awaitable<unknown>, count: number, now: () => number): Promise<number> {
  const start = now();
  const first = work();
  // Only what is asynchronous pays for waiting.
  if (first instanceof Promise) {
    sink.last = await first;
    for (let call = 1; call < count; call++) sink.last = await work();
  } else {
    sink.last = first;
    for (let call = 1; call < count; call++) sink.last = work();
  }
  return now() - start;
}

import { measure } from "./measure";
import type { Bench, PageResult } from "./support";

/** The figures of a benchmark, and what they say of its promises; in Node and in a page alike. */
export async function measureAndConclude<Answer>(
  bench: Bench<Answer>,
  rounds: number | null,
): Promise<PageResult> {
  const result = await measure(rounds === null ? bench : { ...bench, rounds });
  const ratios = new Map(result.figures.map(({ name, ratio }) => [name, ratio.median]));
  const conclusion = await bench.conclude?.(ratios);
  return { result, ...(conclusion && { conclusion }) };
}

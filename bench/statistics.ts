export interface Spread {
  readonly median: number;
  /** A quarter of the rounds was below, and a quarter above. */
  readonly low: number;
  readonly high: number;
}

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

/** The value below which a part of the samples lies, between two neighbours in proportion. */
export function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined) throw new Error("there are no samples");
  return below + (above - below) * (at - Math.floor(at));
}

/**
 * Round by round against the baseline of the same round, and only then summed up: what slowed the whole machine
 * down for a while slowed both, and goes out of the ratio.
 */
export function ratiosTo(baseline: readonly number[], samples: readonly number[]): number[] {
  if (baseline.length !== samples.length) throw new Error("the rounds do not match");
  return samples.map((sample, round) => sample / (baseline[round] ?? Number.NaN));
}

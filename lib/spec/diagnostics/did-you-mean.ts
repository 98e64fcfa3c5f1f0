/**
 * The word that was most likely meant, by edit distance with neighbours swapped counting once.
 *
 * Guarantees: bounded work, whatever the author wrote; null rather than a far-fetched guess.
 */
const MAX_CHARACTERS = 64;

export function didYouMean(written: string, valid: readonly string[]): string | null {
  if (written.length === 0 || written.length > MAX_CHARACTERS) return null;
  const wanted = written.toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.floor(Math.max(written.length, 3) / 3) + 1;
  for (const candidate of valid) {
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

export function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}

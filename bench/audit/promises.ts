/** What is promised of appending, from the figures of one run. */
import type { Conclusion } from "../support";
import type { Fastest } from "./append";

const LEAST_SHARE = 0.4;

interface Promised {
  readonly what: string;
  readonly measured: string;
  readonly holds: boolean;
}

export function promisesOf(
  where: string,
  { append = Number.NaN, ...hashes }: Fastest,
  leastRate: number,
): Promised[] {
  const [name, hash] = Object.entries(hashes).sort(([, a], [, b]) => a - b)[0] ?? ["no hash", Number.NaN];
  const rate = 1e9 / append;
  const share = hash / append;
  return [
    {
      what: `appending in ${where}: at least ${leastRate.toLocaleString("en")} records/s`,
      measured: `${Math.round(rate).toLocaleString("en")}/s, ${append.toFixed(0)} ns each`,
      holds: rate >= leastRate,
    },
    {
      what: `appending in ${where}: at least ${LEAST_SHARE} of bare SHA-256`,
      measured: `${share.toFixed(2)} of ${name}, ${hash.toFixed(0)} ns each`,
      holds: share >= LEAST_SHARE,
    },
  ];
}

export function conclude(promises: readonly Promised[], remarks: readonly string[]): Conclusion {
  const width = Math.max(...promises.map(({ what }) => what.length));
  const lines = promises.map(
    ({ what, measured, holds }) =>
      `${holds ? "holds " : "BROKEN"}  ${what.padEnd(width)}  measured ${measured}`,
  );
  return { lines: [...remarks, ...lines], holds: promises.every(({ holds }) => holds) };
}

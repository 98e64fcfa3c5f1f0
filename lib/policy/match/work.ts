/**
 * How much comparing one decision, or one linking, may take. What is compared is bounded, and so are patterns, but their
 * product is not: a thousand patterns such as `*aaaab*` against the longest path would take seconds.
 *
 * Guarantees: between beginWork() and endWork() no more than the units given are spent; what would take more throws
 * TooMuchWork, which decide() answers with a denial and link() with a fault. Units are steps, not time, so that the
 * outcome is the same everywhere. Outside of the two nothing is limited.
 */
export class TooMuchWork extends Error {}

/** Some ten milliseconds of code that runs for the first time. */
export const DECISION_WORK_UNITS = 500_000;
/** The largest spec, with patterns as short as can be, takes three quarters of it. */
export const LINK_WORK_UNITS = 8_000_000;

const UNLIMITED = -1;
/** Small integers everywhere, so that counting allocates nothing. */
const REFILL = 2 ** 30 - 1;

let left = REFILL;
let isLimited = false;

/** Answers what endWork() must be given: a request may be an object that asks again while it is read. */
export function beginWork(units: number): number {
  const before = isLimited ? left : UNLIMITED;
  left = units;
  isLimited = true;
  return before;
}

export function endWork(before: number): void {
  isLimited = before !== UNLIMITED;
  left = isLimited ? before : REFILL;
}

/** One unit is about one character compared. */
export function spendWork(units: number): void {
  left -= units;
  if (left < 0) runOut();
}

function runOut(): void {
  if (isLimited) throw new TooMuchWork("there is too much to compare");
  left = REFILL;
}

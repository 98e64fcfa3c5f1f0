/**
 * Durations ("5m", "1h30m"), sizes ("512M") and rates ("10/hour"). All exact integers: milliseconds, bytes, calls.
 * A zero is refused everywhere, because a limit of nothing is a denial that should be written as one.
 */
import { type Parsed, parsed, quoted, refused } from "./parsed";

export const DURATION_PATTERN = "^([0-9]{1,9}(ms|s|m|h|d|w))+$";
export const SIZE_PATTERN = "^[0-9]{1,15}([KMGTkmgt]i?)?B?$";
export const RATE_PATTERN = "^[0-9]{1,9}/(second|minute|hour|day)$";

const SECOND_MS = 1000;
const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", SECOND_MS],
  ["m", 60 * SECOND_MS],
  ["h", 3600 * SECOND_MS],
  ["d", 86_400 * SECOND_MS],
  ["w", 7 * 86_400 * SECOND_MS],
]);
/** A century. Beyond it a number is a slip of the finger, and timers and dates begin to overflow. */
const LONGEST_MS = 36_525 * 86_400 * SECOND_MS;
const RATE_WINDOW_MS: ReadonlyMap<string, number> = new Map([
  ["second", SECOND_MS],
  ["minute", 60 * SECOND_MS],
  ["hour", 3600 * SECOND_MS],
  ["day", 86_400 * SECOND_MS],
]);
const SIZE_FACTOR: Readonly<Record<string, number>> = {
  "": 1,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
  t: 2 ** 40,
};
const MAX_TEXT = 64;

/** Milliseconds. Units: ms, s, m, h, d, w, each at most once, the larger ones first. */
export function parseDuration(text: string): Parsed<number> {
  const wrong = refused<number>(
    `${quoted(text)} is not a duration; write a number and a unit, such as "30s", "5m", "2h" or "90d".`,
  );
  if (text.length > MAX_TEXT || !new RegExp(DURATION_PATTERN).test(text)) return wrong;
  let total = 0;
  let previous = Number.POSITIVE_INFINITY;
  for (const [, digits = "", unit = ""] of text.matchAll(/([0-9]+)(ms|[smhdw])/g)) {
    const factor = UNIT_MS.get(unit) ?? 0;
    if (factor >= previous) return wrong;
    previous = factor;
    total += Number(digits) * factor;
  }
  if (total === 0) return refused(`The duration ${quoted(text)} is zero; it must be longer.`);
  if (total > LONGEST_MS) return refused(`The duration ${quoted(text)} is longer than a century.`);
  return parsed(total);
}

/** Bytes. K, M, G, T are powers of 1024, as in the formats this one comes from. */
export function parseSize(text: string): Parsed<number> {
  const match = text.length <= MAX_TEXT ? /^([0-9]{1,15})([kmgt]?)i?b?$/i.exec(text) : null;
  if (match === null || !new RegExp(SIZE_PATTERN).test(text)) {
    return refused(`${quoted(text)} is not a size; write a whole number and a unit, such as "512M" or "1G".`);
  }
  const bytes = Number(match[1]) * (SIZE_FACTOR[(match[2] ?? "").toLowerCase()] ?? 1);
  if (bytes === 0) return refused(`The size ${quoted(text)} is zero; it must be larger.`);
  if (!Number.isSafeInteger(bytes)) return refused(`The size ${quoted(text)} is larger than can be counted.`);
  return parsed(bytes);
}

export interface Rate {
  readonly count: number;
  /** Length of the sliding window. */
  readonly windowMs: number;
}

/** "N/second|minute|hour|day", counted in a sliding window. */
export function parseRate(text: string): Parsed<Rate> {
  const [digits = "", unit = "", ...more] = text.length <= MAX_TEXT ? text.split("/") : [];
  const windowMs = RATE_WINDOW_MS.get(unit);
  const whole = /^[0-9]{1,9}$/.test(digits) && more.length === 0;
  if (whole && windowMs !== undefined) {
    const count = Number(digits);
    return count > 0
      ? parsed({ count, windowMs })
      : refused(`The rate ${quoted(text)} allows nothing; write effect = "deny" for that.`);
  }
  const meant = whole ? likelyUnit(unit) : null;
  const message = `${quoted(text)} is not a rate; write a number and one of /second, /minute, /hour, /day.`;
  return meant === null ? refused(message) : refused(message, `${digits}/${meant}`);
}

function likelyUnit(unit: string): string | null {
  const lower = unit.toLowerCase();
  if (lower.length === 0) return null;
  return [...RATE_WINDOW_MS.keys()].find((name) => name.startsWith(lower) || lower === `${name}s`) ?? null;
}

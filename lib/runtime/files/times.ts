/** Times as Node hands them to the system: seconds with a fraction, of which whole microseconds are kept. */
const NS_PER_SECOND = 1_000_000_000n;
/** What a signed 64-bit number of nanoseconds holds: the years 1677 to 2262. */
const MAX_SECONDS = 9_223_372_036;

/** Undefined for what is no time. */
export function secondsToNs(seconds: number): bigint | undefined {
  if (typeof seconds !== "number" || !(Math.abs(seconds) <= MAX_SECONDS)) return undefined;
  const whole = Math.trunc(seconds);
  let ns = Math.trunc((seconds - whole) * 1e9);
  ns -= ns % 1000;
  return BigInt(whole) * NS_PER_SECOND + BigInt(ns);
}

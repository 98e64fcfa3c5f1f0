/**
 * Sizes, indexes and times as text: ASCII decimal, no leading zero, nothing around it, and small enough to compute
 * with. `Number` alone would read `0x10`, ` 7`, `+7`, `7e2` and `7\r` as well, and two verifiers would see two sizes.
 */
const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/;

export function readDecimal(text: string): number | undefined {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Money in records is whole millionths of a dollar, rounded up: no number of a record is a fraction, and nothing is free by rounding. */
const MICROUSD_PER_USD = 1_000_000;

export const microusdOf = (usd: number): number => Math.ceil(usd * MICROUSD_PER_USD);
export const usdOf = (microusd: number): number => microusd / MICROUSD_PER_USD;

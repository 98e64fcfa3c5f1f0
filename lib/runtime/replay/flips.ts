/** Of one replay that are told: nobody reads more, and the rest is counted nowhere. */
export const MOST_FLIPS = 10_000;

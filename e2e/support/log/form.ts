/** Whether the tests run in their long form: more kills, more batches, more sessions. */
export const isLong = process.env.HEAVY !== undefined;

import "server-only";

/** Sessions of one workspace, ever and within a minute: what opens sessions in a loop meets the second one. */
export const MAX_SESSIONS = 100_000;
export const MAX_SESSIONS_A_MINUTE = 1_000;
export const MINUTE_MS = 60_000;
/** Of records that are verified and wait for their transaction; beyond that others are asked to come again. */
export const MAX_WAITING_BYTES = 32 * 2 ** 20;
/** Records in one transaction, when several batches wait: the process stands still as long as it takes. */
export const MAX_GROUP_RECORDS = 5_000;
/** Contradictions that are kept of one session: the first ones prove as much as all of them. */
export const MAX_EVIDENCE = 50;
/** Bodies of one session. */
export const MAX_BODIES_BYTES = 64 * 2 ** 20;

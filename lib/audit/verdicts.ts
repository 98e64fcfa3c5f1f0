/**
 * What a verifier can say of a log: closed tables of codes, each with a sentence for people, and the exit codes of
 * programs that verify. The same codes stand in reports, in the interface and in the refusals of the server.
 */
export const VERDICTS = {
  OK: "Every record is in its place, and the signed checkpoint covers all of them.",
  PARSE: "A line is no record: it is not JSON of the shape that a record has.",
  NOT_CANONICAL:
    "A record is not written in the one canonical form, so its bytes were made or changed by something else.",
  UNKNOWN_VERSION: "A record has a version of the format that this verifier does not know.",
  FOREIGN_SESSION: "A record belongs to another session.",
  GAP: "The sequence numbers do not follow each other: records are missing, doubled or moved.",
  BROKEN_LINK: "A record does not carry the hash of the one before it: one of the two was changed.",
  AFTER_CLOSE: "Records follow the one that closes the session.",
  ROOT_MISMATCH:
    "The records do not add up to the root that was signed: they are not the ones that were recorded.",
  BAD_SIGNATURE: "A signature by a known key does not verify.",
  UNKNOWN_KEY: "Nothing is signed by a key that is known here.",
  ROLLBACK: "The log is shorter than it was when it was last seen.",
  FORK: "Two different logs were signed for the same session.",
  MISSING_ENTRIES: "The signed checkpoint covers more records than there are: the end was cut off.",
  UNANCHORED_TAIL:
    "The last records are covered by no signed checkpoint: nothing shows whether more followed.",
} as const;
export type VerdictCode = keyof typeof VERDICTS;

export const WARNINGS = {
  NO_CLOSE: "The session was never closed: it is still running, or it was interrupted.",
  INCOMPLETE_CALL:
    "A decision has no result: the run ended before the effect did, or the result was never recorded.",
  CLOCK_BACKWARDS: "A record is dated before the one in front of it: the clock was set back.",
  NOT_WITNESSED:
    "No independent witness has signed: whoever runs the server could show different logs to different people.",
} as const;
export type WarningCode = keyof typeof WARNINGS;

/** How a program that verifies ends. */
export const EXIT = {
  valid: 0,
  invalid: 1,
  /** Wrong arguments, or something that could not be read. */
  usage: 2,
  /** Valid as far as it goes, but with an end that nothing covers, or without a close. */
  incomplete: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

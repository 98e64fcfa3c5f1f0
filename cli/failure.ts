/** The two exit codes beside 0, and what ends a command with the second. */
export const EXIT_OK = 0;
export const EXIT_FINDINGS = 1;
export const EXIT_USAGE = 2;

/** A mistake in how the command was called or in what it was given: told as one sentence, exit code 2. */
export class UsageError extends Error {
  /** Further lines for people, such as the diagnostics of a spec that cannot be used. */
  readonly details: string;

  constructor(message: string, details = "") {
    super(message);
    this.name = "UsageError";
    this.details = details;
  }
}

/** Why a pattern is no glob, and where. A value: a bad pattern in a spec must not become an exception. */
export class GlobFault {
  readonly why: string;
  /** Offset in the pattern, in UTF-16 units. */
  readonly at: number;

  constructor(why: string, at: number) {
    this.why = why;
    this.at = at;
  }
}

/**
 * What a canonicaliser answers when an input has no canonical form. A value, not an exception: refusing is an
 * everyday answer here, and a thrown error could be swallowed on its way by a catch that then goes on.
 */
export class Refusal {
  /** A clause for people that completes "refused: …". */
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

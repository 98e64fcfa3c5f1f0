/**
 * The values of a call, read once into primitives. They come from the guest: any JSON at all, of any form. What is not
 * of the kind that the call takes is a TypeError of the guest's, and nothing is done.
 */
import type { CallError } from "./protocol";

/** Goes to the guest as it is; nothing in it is of the host. */
export class CallFault extends Error {
  readonly error: CallError;
  constructor(error: CallError) {
    super(error.message);
    this.error = error;
  }
}

export function invalid(what: string): CallFault {
  return new CallFault({ name: "TypeError", code: "ERR_INVALID_ARG_TYPE", message: `${what} was expected.` });
}

export class Values {
  private readonly list: readonly unknown[];
  constructor(list: readonly unknown[]) {
    this.list = list;
  }

  text(at: number): string {
    const value = this.list[at];
    if (typeof value !== "string") throw invalid("A string");
    return value;
  }

  word<Word extends string>(at: number, words: readonly Word[]): Word {
    const value = this.list[at];
    const word = words.find((known) => known === value);
    if (word === undefined) throw invalid(`One of ${words.join(", ")}`);
    return word;
  }

  /** A whole number that is not negative: a descriptor, a mode, flags. */
  count(at: number): number {
    const value = this.list[at];
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
      throw invalid("A whole number");
    }
    return value;
  }

  /** A number that may have a fraction and a sign, but is one. */
  number(at: number): number {
    const value = this.list[at];
    if (typeof value !== "number" || !Number.isFinite(value)) throw invalid("A number");
    return value;
  }

  countOrNull(at: number): number | null {
    return this.list[at] === null || this.list[at] === undefined ? null : this.count(at);
  }

  flag(at: number): boolean {
    const value = this.list[at];
    if (typeof value !== "boolean") throw invalid("A boolean");
    return value;
  }

  /** Plain data, for what reads it further by its own schema. */
  data(at: number): unknown {
    return this.list[at];
  }
}

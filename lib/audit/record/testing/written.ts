/** What a writer writes, as text; undefined where it refuses. */
import type { Write } from "../leaves";
import { LINE, RECORD_AT } from "../line";
import { Refusal } from "../refusal";

export function written(write: Write, value: unknown): string | undefined {
  try {
    return new TextDecoder().decode(LINE.subarray(RECORD_AT, write(value, RECORD_AT)));
  } catch (cause) {
    if (cause instanceof Refusal) return undefined;
    throw cause;
  }
}

/** What the closing record says of all the others: how many there were, by type and by verdict. */
import { VERDICTS } from "../../policy/types";
import { RECORD_TYPES } from "../record/schema";

const NO_VERDICT = "none";
/** A log of a later version may hold types that are not known here. Names that an attacker chose are not repeated. */
const OTHER = "other";
const TYPES: ReadonlySet<string> = new Set(RECORD_TYPES);
const KNOWN_VERDICTS: ReadonlySet<unknown> = new Set(VERDICTS);

export class Counts {
  readonly #types = new Map<string, Map<string, number>>();

  add(type: string, verdict: unknown): void {
    const name = TYPES.has(type) ? type : OTHER;
    const word = KNOWN_VERDICTS.has(verdict) ? (verdict as string) : NO_VERDICT;
    const verdicts = this.#types.get(name);
    if (verdicts === undefined) this.#types.set(name, new Map([[word, 1]]));
    else verdicts.set(word, (verdicts.get(word) ?? 0) + 1);
  }

  toData(): Record<string, Record<string, number>> {
    return Object.fromEntries(
      [...this.#types].map(([type, verdicts]) => [type, Object.fromEntries(verdicts)]),
    );
  }
}

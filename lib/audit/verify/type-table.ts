/**
 * Counts records by type and verdict, from their bytes: a million strings that are made only to be counted would cost
 * more than hashing the records. The table is fixed, so that a log cannot fill the memory with names that it made up,
 * and no name that an attacker chose comes back in a report: what is not known is `other`, or `none` for a verdict.
 */
import { VERDICTS } from "../../policy/types";
import { utf8 } from "../bytes";
import { RECORD_TYPES } from "../record";

/** What a record means for the state of the session. */
export type Kind = "open" | "close" | "decision" | "result" | "event";

export interface TypeRow {
  readonly name: string;
  readonly kind: Kind;
  readonly spelling: Uint8Array;
  /** By the place of the verdict in `VERDICT_NAMES`. */
  readonly counts: number[];
}

const VERDICT_NAMES = [...VERDICTS, "none"] as const;
const NO_VERDICT = VERDICT_NAMES.length - 1;
/** With quotes, as they stand in a record. */
const VERDICT_SPELLINGS = VERDICTS.map((verdict) => utf8(`"${verdict}"`));
const SLOTS = 1024;

/** Neither has an effect, so that neither has a result: a denial, and a question that is decided again when it is answered. */
const WITHOUT_EFFECT: ReadonlySet<number> = new Set([VERDICTS.indexOf("deny"), VERDICTS.indexOf("approve")]);

export class TypeTable {
  readonly #slots: (TypeRow[] | undefined)[] = new Array(SLOTS).fill(undefined);
  readonly #rows: TypeRow[] = [];
  /** Of all that are not known by name. */
  readonly other = row("other", "event");

  constructor() {
    const known = new Set<string>(RECORD_TYPES);
    for (const name of known) {
      const made = row(name, kindOf(name, known));
      const slot = slotOf(made.spelling, 0, made.spelling.length);
      this.#slots[slot] = [...(this.#slots[slot] ?? []), made];
      this.#rows.push(made);
    }
    this.#rows.push(this.other);
  }

  /** The type between `from` and `end`. */
  find(bytes: Uint8Array, from: number, end: number): TypeRow {
    const rows = this.#slots[slotOf(bytes, from, end)];
    if (rows !== undefined) for (const each of rows) if (stands(each.spelling, bytes, from, end)) return each;
    return this.other;
  }

  toCounts(): Record<string, Record<string, number>> {
    const used = this.#rows.filter(({ counts }) => counts.some((count) => count > 0));
    return Object.fromEntries(used.map(({ name, counts }) => [name, byVerdict(counts)]));
  }
}

/** The verdict between `from` and `end`, quotes included; that of nothing where both are 0. */
export function verdictAt(bytes: Uint8Array, from: number, end: number): number {
  for (let verdict = 0; verdict < VERDICT_SPELLINGS.length; verdict++) {
    if (stands(VERDICT_SPELLINGS[verdict] as Uint8Array, bytes, from, end)) return verdict;
  }
  return NO_VERDICT;
}

/** A verdict that is not known may have let something happen: it waits for a result as well. */
export function hasEffect(verdict: number): boolean {
  return !WITHOUT_EFFECT.has(verdict);
}

function row(name: string, kind: Kind): TypeRow {
  return { name, kind, spelling: utf8(name), counts: VERDICT_NAMES.map(() => 0) };
}

function kindOf(name: string, known: ReadonlySet<string>): Kind {
  if (name === "session.open") return "open";
  if (name === "session.close") return "close";
  if (known.has(`${name}.result`)) return "decision";
  return name.endsWith(".result") ? "result" : "event";
}

function byVerdict(counts: readonly number[]): Record<string, number> {
  const used = VERDICT_NAMES.map((name, place) => [name, counts[place] ?? 0] as const);
  return Object.fromEntries(used.filter(([, count]) => count > 0));
}

function slotOf(bytes: Uint8Array, from: number, end: number): number {
  let hash = 0;
  for (let at = from; at < end; at++) hash = (hash * 31 + (bytes[at] as number)) | 0;
  return (hash ^ (hash >>> 10)) & (SLOTS - 1);
}

function stands(spelling: Uint8Array, bytes: Uint8Array, from: number, end: number): boolean {
  if (end - from !== spelling.length) return false;
  for (let i = 0; i < spelling.length; i++) if (bytes[from + i] !== spelling[i]) return false;
  return true;
}

/** Which records of a trace a filter leaves, found piece by piece, so that a million of them hold nobody up. */
import type { Trace } from "./trace";

export interface TraceFilter {
  readonly verdict?: "allow" | "deny" | "approve" | "sanitize" | undefined;
  readonly type?: string | undefined;
  /** The line of the policy that decided. */
  readonly line?: number | undefined;
  /** Of several lines, the last. */
  readonly endLine?: number | undefined;
  /** Anywhere in the record, whatever the case. */
  readonly text?: string | undefined;
  /** Answers to decisions are left out: most people look for what was asked. */
  readonly decisionsOnly?: boolean | undefined;
}

export const EVERYTHING: TraceFilter = {};

export function isEverything({ verdict, type, line, text, decisionsOnly }: TraceFilter): boolean {
  return !verdict && !type && line === undefined && !text && !decisionsOnly;
}

/** Records looked at between two looks at the clock. */
const STRIDE = 512;

export class Selection {
  readonly filter: TraceFilter;
  readonly #trace: Trace;
  readonly #found: number[] = [];
  #looked = 0;

  constructor(trace: Trace, filter: TraceFilter) {
    this.#trace = trace;
    this.filter = filter;
  }

  get size(): number {
    return isEverything(this.filter) ? this.#trace.size : this.#found.length;
  }

  /** The record in a row. */
  seq(row: number): number {
    return isEverything(this.filter) ? row : (this.#found[row] ?? -1);
  }

  /** The row of a record, or of the one behind it that is there. */
  row(seq: number): number {
    if (isEverything(this.filter)) return Math.min(seq, this.#trace.size - 1);
    let [low, high] = [0, this.#found.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#found[middle] as number) < seq) low = middle + 1;
      else high = middle;
    }
    return Math.min(low, this.#found.length - 1);
  }

  get isComplete(): boolean {
    return isEverything(this.filter) || this.#looked === this.#trace.size;
  }

  /** Looks on for about so many milliseconds. */
  look(milliseconds: number, now: () => number = () => performance.now()): void {
    if (isEverything(this.filter)) return;
    const until = now() + milliseconds;
    while (this.#looked < this.#trace.size) {
      const end = Math.min(this.#trace.size, this.#looked + STRIDE);
      for (; this.#looked < end; this.#looked++) {
        if (matches(this.#trace, this.#looked, this.filter)) this.#found.push(this.#looked);
      }
      if (now() >= until) return;
    }
  }
}

/** The cheap questions first: text makes a string of the record. */
function matches(trace: Trace, seq: number, filter: TraceFilter): boolean {
  if (filter.verdict && trace.verdict(seq) !== filter.verdict) return false;
  if (filter.decisionsOnly && trace.verdict(seq) === undefined) return false;
  if (filter.type && trace.type(seq) !== filter.type) return false;
  if (filter.line !== undefined && !isWithin(trace.specLine(seq), filter.line, filter.endLine)) return false;
  return !filter.text || trace.line(seq).toLowerCase().includes(filter.text.toLowerCase());
}

function isWithin(line: number, first: number, last: number = first): boolean {
  return first <= line && line <= last;
}

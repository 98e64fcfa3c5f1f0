/**
 * The records of one run as they come: their bytes, and beside them what lists and marks are made of. Built to hold a
 * million of them: columns of numbers and blocks of bytes, no object a record.
 */
import { fromUtf8, joinBytes } from "@/lib/audit/bytes";
import type { VerdictKind } from "../verdict/verdict";
import { Blocks } from "./blocks";
import { Columns } from "./columns";

const VERDICTS = ["allow", "deny", "approve", "sanitize"] as const;
type DecisionVerdict = (typeof VERDICTS)[number];
/** Kept a line, for whoever points at it. */
const LAST_OF_LINE = 5;

export interface LineCounts {
  readonly counts: Readonly<Record<DecisionVerdict, number>>;
  /** The last few records that this line of the policy decided, the newest last. */
  readonly last: readonly number[];
}

interface Said {
  readonly type: string;
  readonly data: { readonly verdict?: unknown; readonly line?: unknown };
}

export class Trace {
  readonly #bytes = new Blocks();
  readonly #types: string[] = [];
  readonly #typeNumbers = new Map<string, number>();
  readonly #columns = new Columns();
  readonly #lines = new Map<number, { counts: Record<DecisionVerdict, number>; last: number[] }>();
  readonly #total: Record<DecisionVerdict, number> = { allow: 0, deny: 0, approve: 0, sanitize: 0 };

  get size(): number {
    return this.#bytes.size;
  }

  get types(): readonly string[] {
    return this.#types;
  }

  get totals(): Readonly<Record<DecisionVerdict, number>> {
    return this.#total;
  }

  /** By the line of the policy that decided. */
  get lines(): ReadonlyMap<number, LineCounts> {
    return this.#lines;
  }

  /** In their order; what is no record of ours is kept as one of no known type. */
  add(records: readonly Uint8Array[]): void {
    for (const bytes of records) {
      const seq = this.size;
      this.#bytes.push(bytes);
      const { type, data } = parse(bytes);
      const verdict = VERDICTS.indexOf(data.verdict as DecisionVerdict);
      const line = typeof data.line === "number" ? data.line : 0;
      this.#columns.push(this.#typeNumber(type), verdict, line);
      if (verdict >= 0) this.#count(VERDICTS[verdict] as DecisionVerdict, line, seq);
    }
  }

  line(seq: number): string {
    const bytes = this.#bytes.at(seq);
    if (bytes === undefined) throw new RangeError(`there is no record ${seq}`);
    return fromUtf8(bytes) ?? "";
  }

  /** From one record on, as JSON lines in a buffer of its own. */
  joined(from: number): Uint8Array<ArrayBuffer> {
    return joinBytes([...this.#bytes.lines(from, this.size)]);
  }

  type(seq: number): string {
    return this.#types[this.#columns.type(seq)] ?? "";
  }

  verdict(seq: number): VerdictKind | undefined {
    return VERDICTS[this.#columns.verdict(seq)];
  }

  /** Of the policy, from 1; 0 where none decided. */
  specLine(seq: number): number {
    return this.#columns.line(seq);
  }

  /** As a file of JSON lines, made piece by piece: all at once a million records would hold the page up. */
  async toBlob(): Promise<Blob> {
    const pieces: Blob[] = [];
    for (const lines of this.#bytes.lines(0, this.size)) {
      if (pieces.length > 0) await new Promise((resolve) => setTimeout(resolve));
      pieces.push(new Blob([lines]));
    }
    return new Blob(pieces, { type: "application/jsonl" });
  }

  /** The same in memory. */
  async toBytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await (await this.toBlob()).arrayBuffer());
  }

  #typeNumber(type: string): number {
    const known = this.#typeNumbers.get(type);
    if (known !== undefined) return known;
    this.#typeNumbers.set(type, this.#types.length);
    return this.#types.push(type) - 1;
  }

  #count(verdict: DecisionVerdict, line: number, seq: number): void {
    this.#total[verdict]++;
    if (line === 0) return;
    let found = this.#lines.get(line);
    if (!found) {
      found = { counts: { allow: 0, deny: 0, approve: 0, sanitize: 0 }, last: [] };
      this.#lines.set(line, found);
    }
    found.counts[verdict]++;
    found.last.push(seq);
    if (found.last.length > LAST_OF_LINE) found.last.shift();
  }
}

const NOTHING: Said = { type: "no record", data: {} };

/** What comes from the journal was checked record by record; a reader of it must not fall over all the same. */
function parse(bytes: Uint8Array): Said {
  try {
    const value = JSON.parse(fromUtf8(bytes) ?? "") as Partial<Said> | null;
    if (typeof value?.type !== "string" || typeof value.data !== "object" || value.data === null)
      return NOTHING;
    return value as Said;
  } catch {
    return NOTHING;
  }
}

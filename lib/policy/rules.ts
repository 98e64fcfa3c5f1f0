/**
 * The rules of a linked program as they appear in decisions: id, range, the text that people read. Put together when
 * first asked for: most rules of a large program never match in a run. Faults collect what no pattern could be made of.
 */
import type { GlobFault } from "./match/glob-fault";
import { type ListedRule, type Position, rangeOf } from "./program";
import type { SourceRange } from "./types";

export class Rule {
  private readonly path: string;
  /** Where it stands in its list; -1 for what is no list. */
  private readonly index: number;
  private readonly pattern: string | null;
  private readonly at: Position;
  /** Empty until somebody asks. All in one object: each further one is a further walk to memory. */
  private knownId = "";
  private knownLabel = "";
  private knownRange: SourceRange | null = null;
  private knownAllows = "";
  private knownDenies = "";

  constructor(path: string, pattern: string | null, at: Position, index = -1) {
    this.path = path;
    this.index = index;
    this.pattern = pattern;
    this.at = at;
  }

  get id(): string {
    if (this.knownId === "") this.read();
    return this.knownId;
  }
  /** Id and pattern, for sentences. */
  get label(): string {
    if (this.knownId === "") this.read();
    return this.knownLabel;
  }
  get range(): SourceRange | null {
    if (this.knownId === "") this.read();
    return this.knownRange;
  }
  /** The ends of the two sentences that are said most. */
  get allows(): string {
    if (this.knownId === "") this.read();
    return this.knownAllows;
  }
  get denies(): string {
    if (this.knownId === "") this.read();
    return this.knownDenies;
  }

  private read(): void {
    const { path, index, pattern } = this;
    const id = index === -1 ? path : `${path}[${index}]`;
    const label = pattern === null ? id : `${id} (${JSON.stringify(pattern)})`;
    this.knownLabel = label;
    this.knownRange = rangeOf(this.at);
    this.knownAllows = ` is allowed by ${label}.`;
    this.knownDenies = ` is denied by ${label}.`;
    this.knownId = id;
  }
}

export interface ProgramFault {
  readonly rule: string;
  readonly range: SourceRange | null;
  /** A sentence for people. */
  readonly message: string;
}

export class Faults {
  readonly list: ProgramFault[] = [];

  add(rule: Rule, why: GlobFault | string): void {
    const clause = typeof why === "string" ? why : why.why;
    this.list.push({
      rule: rule.id,
      range: rule.range,
      message: `${rule.label} cannot be enforced: ${clause}.`,
    });
  }
}

/** The rules of one list, with ids by position. */
export function rulesOf(list: string, entries: readonly ListedRule[]): Rule[] {
  return entries.map(([pattern, at], index) => new Rule(list, pattern, at, index));
}

/** A key as TOML writes it: bare where that is possible. */
export function keyText(key: string): string {
  for (const unit of key) {
    const isBare =
      (unit >= "a" && unit <= "z") || (unit >= "A" && unit <= "Z") || (unit >= "0" && unit <= "9");
    if (!isBare && unit !== "_" && unit !== "-") return JSON.stringify(key);
  }
  return key === "" ? '""' : key;
}

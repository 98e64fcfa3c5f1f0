/**
 * The rules of a linked program as they appear in decisions: id, range, the text that people read. Made once at
 * link; a decision only points at them. Faults collect what no pattern could be made of.
 */
import type { GlobFault } from "./match/glob-fault";
import { type ListedRule, type Position, rangeOf } from "./program";
import type { SourceRange } from "./types";

export class Rule {
  readonly id: string;
  /** `filesystem.deny[0] ("*.key")`, for sentences. */
  readonly label: string;
  private readonly at: Position;
  private known: SourceRange | null | undefined = undefined;

  constructor(id: string, pattern: string | null, at: Position) {
    this.id = id;
    this.label = pattern === null ? id : `${id} (${JSON.stringify(pattern)})`;
    this.at = at;
  }

  /** Made when first asked for: most rules of a large program never match in a run. */
  get range(): SourceRange | null {
    this.known ??= rangeOf(this.at);
    return this.known;
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
  return entries.map(([pattern, at], index) => new Rule(`${list}[${index}]`, pattern, at));
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

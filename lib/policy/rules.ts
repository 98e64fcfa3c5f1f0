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
  private texts: RuleTexts | null = null;

  constructor(path: string, pattern: string | null, at: Position, index = -1) {
    this.path = path;
    this.index = index;
    this.pattern = pattern;
    this.at = at;
  }

  get id(): string {
    return this.read().id;
  }
  get label(): string {
    return this.read().label;
  }
  get range(): SourceRange | null {
    return this.read().range;
  }

  /** All of it at once, for who needs more than one. */
  read(): RuleTexts {
    this.texts ??= textsOf(this.path, this.index, this.pattern, this.at);
    return this.texts;
  }
}

export interface RuleTexts {
  readonly id: string;
  /** Id and pattern, for sentences. */
  readonly label: string;
  readonly range: SourceRange | null;
  /** Ends of the sentences that are said most. */
  readonly allows: string;
  readonly denies: string;
}

function textsOf(path: string, index: number, pattern: string | null, at: Position): RuleTexts {
  const id = index === -1 ? path : `${path}[${index}]`;
  const label = pattern === null ? id : `${id} (${JSON.stringify(pattern)})`;
  return {
    id,
    label,
    range: rangeOf(at),
    allows: ` is allowed by ${label}.`,
    denies: ` is denied by ${label}.`,
  };
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

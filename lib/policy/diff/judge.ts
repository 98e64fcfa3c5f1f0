/**
 * The two engines side by side, and the one place where a difference that was computed is tried on both of them. What
 * they do not confirm is not claimed.
 */
import { decide } from "../decide";
import { type Engine, link } from "../engine";
import { type Meters, newMeters } from "../meters";
import type { Program } from "../program";
import type { SqlStatementFacts } from "../sql/facts";
import { type PolicyRequest, VERDICTS, type Verdict } from "../types";
import type { CapabilityDiff, Relation, Witness } from "./types";

export function rankOf(verdict: Verdict): number {
  return VERDICTS.indexOf(verdict);
}

export class Judge {
  readonly old: Engine;
  readonly new: Engine;
  /** What the texts of SQL in examples do: they are made here, so it is known without a parser. */
  private readonly facts = new Map<string, SqlStatementFacts>();

  constructor(oldProgram: Program, newProgram: Program) {
    const sql = (text: string) => {
      const known = this.facts.get(text);
      return known
        ? ({ ok: true, facts: { statements: [known] } } as const)
        : ({ ok: false, reason: "it is not known" } as const);
    };
    this.old = link(oldProgram, { sql });
    this.new = link(newProgram, { sql });
  }

  learn(sql: string, facts: SqlStatementFacts): void {
    this.facts.set(sql, facts);
  }

  /** What another one was told of its examples holds here as well. */
  adopt(other: Judge): void {
    for (const [sql, facts] of other.facts) this.facts.set(sql, facts);
  }

  try(request: PolicyRequest, meters?: Meters): Witness {
    const before = decide(this.old, request, meters ?? newMeters(0));
    const after = decide(this.new, request, meters ?? newMeters(0));
    return {
      request,
      old: { verdict: before.verdict, rule: before.rule },
      new: { verdict: after.verdict, rule: after.rule },
      ...(meters === undefined ? {} : { meters }),
    };
  }
}

export interface Candidate {
  readonly request: PolicyRequest;
  readonly meters?: Meters;
}

const WITNESS_LIMIT = 5;
type Direction = "wider" | "narrower";

/** Collects what is found about one capability. */
export class Comparison {
  readonly judge: Judge;
  private readonly capability: string;
  private readonly shown = { wider: new Map<string, Witness>(), narrower: new Map<string, Witness>() };
  private readonly claimed = { wider: false, narrower: false };
  /** Directions that are proved without an example. */
  private readonly told = new Set<Direction>();
  private doubt: string | null = null;

  constructor(judge: Judge, capability: string) {
    this.judge = judge;
    this.capability = capability;
  }

  /** Two verdicts that some request gets, and requests that should show it; the first that does is kept. */
  offer(old: Verdict, after: Verdict, candidates: Iterable<Candidate>): void {
    const step = rankOf(after) - rankOf(old);
    if (step !== 0) this.claim(step < 0 ? "wider" : "narrower", candidates);
  }

  claim(direction: Direction, candidates: Iterable<Candidate>): void {
    this.claimed[direction] = true;
    if (this.shown[direction].size >= WITNESS_LIMIT) return;
    for (const { request, meters } of candidates) {
      const witness = this.judge.try(request, meters);
      const step = rankOf(witness.new.verdict) - rankOf(witness.old.verdict);
      if (step === 0) continue;
      const found = this.shown[step < 0 ? "wider" : "narrower"];
      const rules = `${witness.old.rule} ${witness.new.rule}`;
      if (!found.has(rules) && found.size < WITNESS_LIMIT) found.set(rules, witness);
      if (step < 0 === (direction === "wider")) return;
    }
  }

  /** What needs no example to be true. */
  tell(direction: Direction): void {
    this.told.add(direction);
  }

  /** Not everything could be compared; the first reason is kept. */
  giveUp(sentence: string): void {
    this.doubt ??= sentence;
  }

  result(note: string | null = null): CapabilityDiff {
    const { wider, narrower } = this.shown;
    const has = (direction: Direction) => this.shown[direction].size > 0 || this.told.has(direction);
    const isProven = (direction: Direction) => !this.claimed[direction] || has(direction);
    const isBoth = has("wider") && has("narrower");
    const doubt =
      this.doubt ??
      (isProven("wider") && isProven("narrower")
        ? null
        : "The rules differ, but no single request was found that shows how.");
    const exact = isBoth || doubt === null;
    return {
      capability: this.capability,
      relation: exact ? relationOf(has("wider"), has("narrower")) : "incomparable",
      exact,
      widenings: [...wider.values()],
      narrowings: [...narrower.values()],
      note: exact ? note : doubt,
    };
  }
}

export function relationOf(isWider: boolean, isNarrower: boolean): Relation {
  if (isWider) return isNarrower ? "incomparable" : "wider";
  return isNarrower ? "narrower" : "equal";
}

export const TOO_MANY = "There are too many combinations of patterns to compare them all.";

/**
 * The recorded run under the policy as it is typed. Records are read and decided a few at a time, by whoever calls `step`: a new
 * text begins anew, and what was begun for an older one is left where it is.
 */
import { subjectOf } from "@/lib/audit/bundle/export/subject";
import type { AuditRecord } from "@/lib/audit/record";
import { unusedGrants } from "@/lib/policy/lint";
import { compile, type Program, withoutConditions } from "@/lib/policy/program";
import { rulesOfProgram } from "@/lib/policy/rule-list";
import type { PolicyRequest } from "@/lib/policy/types";
import { load } from "@/lib/spec";
import { compare, type Flip, Pass, RecordedRun } from "@/lib/what-if";
import type { FlipView, RuleView, WhatIfView } from "./messages";
import { ruleView, toldOf } from "./policy-view";

/** Told one by one; of more, the number is enough. */
const MOST_FLIPS = 500;
const STRIDE = 256;
const LF = 0x0a;

export class RunDesk {
  readonly number: number;
  readonly #then: Program | null;
  readonly #run = new RecordedRun();
  readonly #original: Pass | null;
  readonly #parts: Uint8Array[] = [];
  /** How far the first of the parts is read. */
  #at = 0;
  #other: Pass | null = null;
  #milliseconds = 0;
  isOver = false;

  constructor(number: number, policy: string) {
    const { spec, source } = load(policy);
    this.number = number;
    this.#then = spec && compile(spec, source);
    this.#original = this.#then && new Pass(this.#run, this.#then, this.#then);
  }

  add(lines: ArrayBuffer): void {
    this.#parts.push(new Uint8Array(lines));
  }

  /** From here on the run is decided by this one. */
  under(program: Program | null): void {
    this.#other = program && this.#then && new Pass(this.#run, program, this.#then);
    this.#milliseconds = 0;
  }

  get isDone(): boolean {
    return this.#parts.length === 0 && this.#original?.isAtEnd !== false && this.#other?.isAtEnd !== false;
  }

  step(): void {
    for (let line = 0; line < STRIDE && this.#parts.length > 0; line++) this.#read();
    this.#original?.advance(STRIDE);
    const began = performance.now();
    this.#other?.advance(STRIDE);
    this.#milliseconds += performance.now() - began;
  }

  view(): WhatIfView | null {
    if (!this.#original || !this.#other) return null;
    const began = performance.now();
    const { asked, flips, counts, unknown, unrepeatable } = compare(this.#run, this.#original, this.#other);
    const took = this.#milliseconds + performance.now() - began;
    return {
      asked,
      flipped: flips.length,
      flips: flips.slice(0, MOST_FLIPS).map((flip) => this.#flipView(flip)),
      counts,
      unknown: unknown.length,
      unrepeatable: unrepeatable.length,
      hasOthers: this.requests.some(({ op }) => op === "agent.spawn"),
      milliseconds: took,
    };
  }

  /** Each different one once. */
  get requests(): readonly PolicyRequest[] {
    return this.#run.requests.map(({ request }) => request);
  }

  /** The grants of a policy that nothing in the run needed. Arguments are not in a log, so no condition counts as broken. */
  unused(program: Program): readonly RuleView[] {
    const unused = new Set(unusedGrants(withoutConditions(program), this.requests).map(({ id }) => id));
    return rulesOfProgram(program)
      .filter(({ id }) => unused.has(id))
      .map(ruleView);
  }

  #flipView({ seq, request, was, before, would }: Flip): FlipView {
    const { op, ...fields } = this.#run.requests[request]?.request ?? { op: "" };
    const subject = subjectOf({ type: op, data: { request: fields } } as unknown as AuditRecord);
    const { verdict, rule, line } = was;
    return { seq, op, subject, was: { verdict, rule, line, reason: before.reason }, would: toldOf(would) };
  }

  #read(): void {
    const part = this.#parts[0];
    if (!part) return;
    const end = part.indexOf(LF, this.#at);
    const line = part.subarray(this.#at, end < 0 ? part.length : end);
    if (line.length > 0) this.#run.add(TEXT.decode(line));
    this.#at = end + 1;
    if (end >= 0 && this.#at < part.length) return;
    this.#parts.shift();
    this.#at = 0;
  }
}

const TEXT = new TextDecoder();

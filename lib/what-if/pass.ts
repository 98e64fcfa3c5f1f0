/**
 * One policy over the steps of a run, in their order, some at a time: whoever waits for it can go on typing, and what is
 * asked for no more is left where it is. More steps may come while it goes.
 */
import { type Decision, type Engine, type LinkOptions, link, type Meters } from "../policy";
import { type Program, withoutConditions } from "../policy/program";
import { conditionsOf, deniedBy, type Judged } from "./hidden-arguments";
import { OtherPolicy } from "./other-policy";
import type { Asked, RecordedRun, RunRequest } from "./recorded-run";

/** Undefined where the record does not say enough to decide. */
export type Outcome = Decision | undefined;

export class Pass {
  /** One for each step of the run that was walked; of steps that ask for nothing, undefined. */
  readonly outcomes: Outcome[] = [];
  readonly #run: RecordedRun;
  readonly #program: Program;
  readonly #then: Program;
  readonly #engine: Engine;
  /** The same without conditions on arguments. */
  readonly #bare: Engine;
  readonly #policy = new OtherPolicy();
  /** Decisions that no meter has a part in, by the number of their request. */
  readonly #known: Decision[] = [];
  readonly #judged = new Map<string, Judged>();

  /** `then`: the policy of the run, which the record shows to have judged arguments. */
  constructor(run: RecordedRun, program: Program, then: Program, options: LinkOptions = {}) {
    this.#run = run;
    this.#program = program;
    this.#then = then;
    this.#engine = link(program, options);
    this.#bare = link(withoutConditions(program), options);
  }

  /** What it has counted of the steps that were walked. */
  get used(): Meters {
    return this.#policy.meters;
  }

  get isAtEnd(): boolean {
    return this.outcomes.length === this.#run.steps.length;
  }

  /** At most so many steps further. */
  advance(steps: number): void {
    const end = Math.min(this.#run.steps.length, this.outcomes.length + steps);
    for (let at = this.outcomes.length; at < end; at++) this.outcomes.push(this.#walk(at));
  }

  #walk(at: number): Outcome {
    const step = this.#run.steps[at];
    if (step?.kind === "asked") return this.#decide(step);
    if (step?.kind === "answered") this.#policy.answered(step.of, step.granted, step.now);
    if (step?.kind === "used") this.#policy.used(step.of, step);
    return undefined;
  }

  #decide(step: Asked): Outcome {
    const asked = step.request === undefined ? undefined : this.#run.requests[step.request];
    if (step.request === undefined || !asked) return undefined;
    const engine = asked.hasHiddenArguments ? this.#bare : this.#engine;
    const requests = [asked.request];
    const decision = this.#known[step.request] ?? this.#policy.decide(engine, requests, step.now);
    if (isUnmetered(decision)) this.#known[step.request] = decision;
    const outcome = this.#withArguments(decision, asked, step);
    // What nobody can tell is counted as it went.
    const counted = outcome ?? (step.was.verdict === "deny" ? undefined : decision);
    if (counted) this.#policy.take(step.seq, counted, step.was.verdict, { engine, requests });
    return outcome;
  }

  /** A denial stands whatever the arguments were. */
  #withArguments(decision: Decision, { request, hasHiddenArguments }: RunRequest, step: Asked): Outcome {
    if (!hasHiddenArguments || decision.verdict === "deny") return decision;
    const { was } = step;
    const key = `${step.request} ${was.verdict} ${was.code} ${was.rule}`;
    const judged = this.#judged.get(key) ?? conditionsOf(request, was, this.#then, this.#program);
    this.#judged.set(key, judged);
    if (judged === "unknown") return undefined;
    return judged === "met" ? decision : deniedBy(judged, decision, request);
  }
}

/** A meter that is asked either denies or leaves a charge. */
function isUnmetered({ code, charges }: Decision): boolean {
  return code !== "DENIED_BY_LIMIT" && (charges === undefined || charges.length === 0);
}

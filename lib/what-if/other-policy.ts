/**
 * A policy that looks on while a run goes as it went: it decides every request that was made, on meters of its own, which
 * count what it would have let through. For a replay and for a log alike.
 *
 * What a person was not asked at the time is taken as a yes: then more is counted, and a limit strikes early rather than
 * late. What was asked is answered as it was.
 */
import {
  commit,
  correct,
  type Decision,
  decide,
  type Engine,
  type Meters,
  newMeters,
  type PolicyRequest,
  VERDICTS,
  type Verdict,
} from "../policy";

interface Waiting {
  readonly engine: Engine;
  readonly requests: readonly PolicyRequest[];
}

export class OtherPolicy {
  readonly #meters: Meters = newMeters(0);
  /** By the record of the decision: what a person has still to answer. */
  readonly #waiting = new Map<number, Waiting>();
  /** What may turn out to have taken more or less than was set aside. */
  readonly #spent = new Map<number, Decision>();

  /** What it would have let through has used up so much until now. */
  get meters(): Meters {
    return this.#meters;
  }

  /** Over all requests of one action: the strongest verdict counts, and among equals the last, as when it was made. */
  decide(engine: Engine, requests: readonly PolicyRequest[], now: number): Decision {
    this.#turn(now);
    const decisions = requests.map((request) => decide(engine, request, this.#meters));
    return decisions.reduce((most, next) => (rank(next) >= rank(most) ? next : most));
  }

  /** Counts a decision, by what came of the request in the run. */
  take(of: number, decision: Decision, was: Verdict, waiting: Waiting): void {
    if (decision.verdict === "deny" || decision.charges === undefined) return;
    if (decision.verdict === "approve" && was === "approve") this.#waiting.set(of, waiting);
    else this.#commit(of, decision);
  }

  /** What a person said to the question of a record. Decided again, as the run does: a limit may be used up by then. */
  answered(of: number, granted: boolean, now: number): void {
    const waiting = this.#waiting.get(of);
    this.#waiting.delete(of);
    if (waiting && granted) this.#commit(of, this.decide(waiting.engine, waiting.requests, now));
  }

  /** What a model's answer took, once that is known. */
  used(of: number, used: { readonly tokens?: number; readonly costUsd?: number }): void {
    const spent = this.#spent.get(of);
    this.#spent.delete(of);
    if (spent) correct(this.#meters, spent, used);
  }

  #commit(of: number, decision: Decision): void {
    if (decision.verdict === "deny") return;
    commit(this.#meters, decision);
    if (decision.canonical?.op === "model.call") this.#spent.set(of, decision);
  }

  /** A clock that goes back would free what a rate has used up. */
  #turn(now: number): void {
    if (now > this.#meters.now) this.#meters.now = now;
  }
}

function rank({ verdict }: Decision): number {
  return VERDICTS.indexOf(verdict);
}

/**
 * What another spec would have decided of what a run asked for. The run itself goes as it went: a flip is told and never acted
 * on, because what would come after it is in no recording. So all flips of a run can be told, and each of them is about
 * a request that was really made.
 *
 * The other spec has meters of its own, which count what it would have let through (`lib/what-if`).
 */
import type { Entry } from "../../audit/record";
import type { Action } from "../../mediator/action";
import type { Log } from "../../mediator/log";
import type { CallOptions, Mediator, MediatorParts } from "../../mediator/mediator";
import { usdOf } from "../../mediator/money";
import type { Engine, Meters, PolicyRequest, Verdict } from "../../policy";
import { OtherPolicy } from "../../what-if";
import { type Around, HookedMediator } from "../session/hooked-mediator";
import { wordsOf } from "./words";

export interface Judged {
  readonly verdict: string;
  readonly rule?: string;
  readonly line?: number;
  readonly reason?: string;
}
export interface Flip {
  readonly seq: number;
  /** "read /workspace/a.txt". */
  readonly what: string;
  readonly was: Judged;
  readonly would: Judged;
}

export interface SecondPolicy {
  readonly engine: Engine;
  /** Also of what was only asked beforehand, and is on no record: whether an agent may make code of text. */
  readonly hearsAll?: boolean;
  flipped(flip: Flip): void;
}

/** A mediator that tells what another policy would have said. */
export function watchedMediator(
  parts: MediatorParts,
  around: readonly Around[],
  second: SecondPolicy | undefined,
): Mediator {
  return second ? secondMediator(parts, around, second) : new HookedMediator(parts, around);
}

/** The same, with what the other policy counts. */
export function secondMediator(
  parts: MediatorParts,
  around: readonly Around[],
  second: SecondPolicy,
): Mediator & { readonly otherMeters: Meters } {
  const watch = new Watch(parts, second);
  return new WatchedMediator({ ...parts, log: watch }, around, watch);
}

class WatchedMediator extends HookedMediator {
  readonly #watch: Watch;

  get otherMeters(): Meters {
    return this.#watch.meters;
  }

  override would(request: PolicyRequest): Verdict {
    const was = super.would(request);
    this.#watch.heard(request, was);
    return was;
  }

  constructor(parts: MediatorParts, around: readonly Around[], watch: Watch) {
    super(parts, around);
    this.#watch = watch;
  }

  override act<Result>(action: Action<Result>, options?: CallOptions): Result | Promise<Result> {
    const asked: PolicyRequest[] = [...action.requests];
    const { landing } = action;
    this.#watch.begin(asked);
    const watched: Action<Result> = {
      ...action,
      ...(landing && {
        landing: (decisions) => {
          const places = landing(decisions);
          asked.push(...places);
          return places;
        },
      }),
    };
    return super.act(watched, options);
  }
}

/** Between the mediator and its log: what is recorded next after an action has begun is its decision. */
class Watch implements Log {
  readonly #log: Log;
  readonly #first: Meters;
  readonly #second: SecondPolicy;
  readonly #policy = new OtherPolicy();
  #asked: readonly PolicyRequest[] | undefined;
  #last = 0;

  constructor({ log, meters }: MediatorParts, second: SecondPolicy) {
    this.#log = log;
    this.#first = meters;
    this.#second = second;
  }

  get meters(): Meters {
    return this.#policy.meters;
  }

  begin(asked: readonly PolicyRequest[]): void {
    this.#asked = asked;
  }

  /** Asked beforehand: nothing of it is counted. */
  heard(request: PolicyRequest, was: Verdict): void {
    const { engine, hearsAll, flipped } = this.#second;
    if (!hearsAll) return;
    const would = this.#policy.decide(engine, [request], this.#first.now);
    if (would.verdict === was) return;
    const what = "module" in request ? `may load ${request.module}` : `may do ${request.op}`;
    flipped({ seq: this.#last, what, was: { verdict: was }, would: { verdict: would.verdict } });
  }

  record(entry: Entry): number {
    const seq = this.#log.record(entry);
    this.#last = seq;
    const asked = this.#asked;
    this.#asked = undefined;
    if (asked && "verdict" in entry.data) this.#judge(seq, entry, asked);
    else this.#follow(entry);
    return seq;
  }

  /** What a person answered, and what a model's answer took, counts for both. */
  #follow({ type, data }: Entry): void {
    if (!("of" in data)) return;
    if (type === "approval.grant" || type === "approval.deny" || type === "approval.expire")
      this.#policy.answered(data.of, type === "approval.grant", this.#first.now);
    if (type === "model.call.result") this.#policy.used(data.of, usedBy(data));
  }

  durable(): Promise<void> {
    return this.#log.durable();
  }

  #judge(seq: number, entry: Entry, asked: readonly PolicyRequest[]): void {
    const { engine } = this.#second;
    // The mediator has just looked at its clock; to look again would be one time too many.
    const decision = this.#policy.decide(engine, asked, this.#first.now);
    const was = entry.data as unknown as Judged;
    this.#policy.take(seq, decision, was.verdict as Verdict, { engine, requests: asked });
    if (was.verdict === decision.verdict) return;
    const { verdict, rule, range, reason } = decision;
    this.#second.flipped({
      seq,
      what: wordsOf(entry),
      was: judged(was),
      would: judged({
        verdict,
        reason,
        ...(rule !== null && { rule }),
        ...(range && { line: range.start.line }),
      }),
    });
  }
}

function judged({ verdict, rule, line, reason }: Judged): Judged {
  return {
    verdict,
    ...(rule !== undefined && { rule }),
    ...(line !== undefined && { line }),
    ...(reason !== undefined && { reason }),
  };
}

function usedBy({
  tokens,
  cost_microusd: cost,
}: {
  readonly tokens?: number | undefined;
  readonly cost_microusd?: number | undefined;
}) {
  return { ...(tokens !== undefined && { tokens }), ...(cost !== undefined && { costUsd: usdOf(cost) }) };
}

/**
 * The one choke point. `act` takes an action through all of it: canonicalise and decide (pure), record the decision,
 * wait where something has to be waited for, perform the effect on the canonical value, record the result.
 *
 * Guarantees: no effect without a record before it; what waited is decided again and must be the same to the letter;
 * any exception on the way is a refusal, recorded where the log still takes records; nothing that was done is handed
 * to the agent without a record of its result; the end writes down all that is still under way, and nothing is recorded of
 * it later. It answers at once where nothing has to be waited for: a guest that reads a file synchronously gets it
 * synchronously.
 */
import type { Hasher } from "../audit/hash";
import type { Entry } from "../audit/record";
import type { Decision, Engine, Meters, PolicyRequest } from "../policy";
import type { Action, Outcome } from "./action";
import {
  type ApprovalRules,
  type Approver,
  actionDigest,
  consult,
  type Timer,
  type Verdict,
} from "./approval";
import { type Authorities, type Authority, commitAll, correctAll } from "./authority";
import type { Log, PayloadStore } from "./log";
import { usdOf } from "./money";
import { type Body, Payloads } from "./payloads";
import { type DecisionData, decisionData, decisionEntry, errorName, resultEntry } from "./recorded";
import { Refused, refusal } from "./refusal";
import { isSame, type Settled, settle } from "./settle";

export interface Clock extends Timer {
  /** Milliseconds since 1970, never going back. */
  now(): number;
}

export interface MediatorParts {
  readonly engine: Engine;
  readonly meters: Meters;
  /** Of an agent that another one started: who has to agree beside its own spec, the nearest first. */
  readonly above?: readonly Authority[];
  readonly log: Log;
  readonly hasher: Hasher;
  readonly clock: Clock;
  readonly random: (bytes: number) => Uint8Array;
  readonly payloads?: PayloadStore;
  readonly approver?: Approver;
  readonly approvals: ApprovalRules;
  /** For whom the agent runs. */
  readonly actor: string;
}

export interface CallOptions {
  /** Groups the records of one call of the agent. */
  readonly call?: string;
  readonly signal?: AbortSignal;
}

/** One action on its way. */
interface Course<Result> {
  readonly action: Action<Result>;
  readonly settled: Settled;
  /** The record of its decision. */
  readonly of: number;
  readonly signal: AbortSignal;
}

/** What has begun and has no result on the record yet. */
interface UnderWay {
  readonly settled: Settled;
  /** The digest of what a person is asked. */
  readonly question?: string;
}

export class Mediator {
  private readonly parts: MediatorParts;
  private readonly bodies: Payloads;
  private readonly ending = new AbortController();
  /** Kept: asking the controller takes longer than much of an act. */
  private readonly ended = this.ending.signal;
  /** Effects that stay open, by the record of their decision. */
  private readonly held = new Map<number, Settled>();
  /** Actions that wait, or are being performed, by the same. */
  private readonly underWay = new Map<number, UnderWay>();
  /** Of them, what the end came before. */
  private readonly cutShort = new Set<number>();
  /** Of this agent, then of those that started it: what an agent that this one starts is bound by. */
  readonly authorities: Authorities;

  constructor(parts: MediatorParts) {
    this.parts = parts;
    this.authorities = [{ engine: parts.engine, meters: parts.meters }, ...(parts.above ?? [])];
    this.bodies = new Payloads(parts.hasher, parts.random, parts.payloads);
  }

  /**
   * From then on everything is refused; what waits is cancelled, what is open is recorded as left open. All of it is on
   * the record when this returns: the log may be closed next, and whoever waits may take its time to notice.
   */
  end(): void {
    if (this.ended.aborted) return;
    try {
      for (const of of this.held.keys()) this.conclude(of, { status: "cancelled" });
      // What an action brought about ends before it.
      for (const [of, each] of [...this.underWay].reverse()) this.cutOff(of, each);
    } finally {
      this.ending.abort();
    }
  }

  /** What takes its time, and has no end of its own that somebody waits for. */
  private goes({ action, settled, of }: Course<unknown>, question?: string): void {
    if (!action.isAwaited) this.underWay.set(of, { settled, ...(question !== undefined && { question }) });
  }

  private cutOff(of: number, { settled, question }: UnderWay): void {
    if (question !== undefined)
      this.record({ type: "approval.expire", data: { action_sha256: question, of } });
    this.recordResult(settled, of, { status: "cancelled" }, "CANCELLED");
    this.cutShort.add(of);
  }

  /** Whether an effect is still open: it is not, once the session has ended. */
  isHeld(of: number): boolean {
    return this.held.has(of);
  }

  /** The result of an effect that stayed open. */
  conclude(of: number, outcome: Outcome): void {
    const settled = this.held.get(of);
    if (settled === undefined) throw new RangeError(`nothing is open by the record ${of}`);
    this.held.delete(of);
    this.recordResult(settled, of, outcome);
  }

  act<Result>(action: Action<Result>, { call, signal }: CallOptions = {}): Result | Promise<Result> {
    if (this.ended.aborted) throw refusal("ENDED");
    const { settled, data } = this.decide(action, call);
    const of = this.record(decisionEntry(settled.op, data));
    const course: Course<Result> = { action, settled, of, signal: this.watch(signal) };
    const { decision } = settled;
    switch (decision.verdict) {
      case "allow":
        commitAll(settled.uses);
        if (!action.outside) return this.perform(course);
        this.goes(course);
        return this.afterFlush(course);
      case "approve":
        this.goes(course);
        return this.afterApproval(course, data);
      case "sanitize":
        return this.fail(course, refusal("NO_SANITIZER", { seq: of, decision }));
      default:
        // Also for a verdict that nobody knows: what is not allowed is denied.
        throw new Refused(decision.code, decision.reason, { seq: of, decision });
    }
  }

  /** What would be decided now. Nothing is asked for by it, so nothing is recorded: for what is made ready beforehand. */
  would(request: PolicyRequest): Decision["verdict"] {
    return this.settle({ requests: [request], outside: false, perform: () => undefined }).decision.verdict;
  }

  /** Records what is no request of the agent: its output, its exit, a limit, a change that nothing explains. */
  note(entry: Entry): number {
    return this.record(entry);
  }

  /** The hash of a payload, for a record that is noted. */
  body(bytes: Uint8Array): Body {
    return this.bodies.body(bytes);
  }

  private watch(own: AbortSignal | undefined): AbortSignal {
    return own ? AbortSignal.any([own, this.ended]) : this.ended;
  }

  private settle(action: Action<unknown>): Settled {
    const now = this.parts.clock.now();
    // A clock that goes back would free what a rate has used up.
    for (const { meters } of this.authorities) meters.now = Math.max(meters.now, now);
    return settle(this.authorities, action);
  }

  /** Whatever fails here (a clock, a source of random bytes, memory) is a denial, on the record like any other. */
  private decide(
    action: Action<unknown>,
    call: string | undefined,
  ): { settled: Settled; data: DecisionData } {
    try {
      const settled = this.settle(action);
      return {
        settled,
        data: decisionData(settled.decision, this.bodies, { payload: action.payload, call }),
      };
    } catch (cause) {
      const reason = "The request is denied because it could not be decided.";
      const op = action.requests[0]?.op;
      const seq = op && this.record(decisionEntry(op, { code: "POLICY_ERROR", verdict: "deny", reason }));
      throw new Refused("POLICY_ERROR", reason, { seq, cause });
    }
  }

  private record(entry: Entry): number {
    try {
      return this.parts.log.record(entry);
    } catch (cause) {
      throw refusal("LOG_FAILED", { cause });
    }
  }

  /** An effect that reaches out waits for its record, and then for nothing that happened meanwhile. */
  private async afterFlush<Result>(course: Course<Result>): Promise<Result> {
    await this.flushed(course);
    return this.perform(this.again(course, ["allow"]));
  }

  private async flushed({ of, settled }: Course<unknown>): Promise<void> {
    try {
      await this.parts.log.durable();
    } catch (cause) {
      this.underWay.delete(of);
      throw refusal("LOG_FAILED", { seq: of, decision: settled.decision, cause });
    }
  }

  private async afterApproval<Result>(course: Course<Result>, data: DecisionData): Promise<Result> {
    const { of, settled, action, signal } = course;
    const { hasher, clock, approvals: rules, actor, approver } = this.parts;
    const digest = actionDigest(hasher, settled.op, data);
    const expires = clock.now() + rules.timeoutMs;
    const time = new Date(expires).toISOString();
    this.record({ type: "approval.request", data: { action_sha256: digest, expires: time, of } });
    this.goes(course, digest);
    await this.flushed(course);
    const question = {
      of,
      op: settled.op,
      action_sha256: digest,
      data,
      expires,
      ...(action.payload && { payload: action.payload }),
    };
    const verdict = await consult(approver, question, { rules, actor, timer: clock, signal });
    if (!this.cutShort.has(of)) {
      this.record(this.verdictEntry(verdict, { action_sha256: digest, of }));
      this.goes(course);
    }
    if (verdict.kind !== "granted") return this.fail(course, this.refused(verdict, course));
    await this.flushed(course);
    const now = this.again(course, ["allow", "approve"]);
    commitAll(now.settled.uses);
    return this.perform(now);
  }

  private verdictEntry(
    verdict: Verdict,
    bound: { readonly action_sha256: string; readonly of: number },
  ): Entry {
    switch (verdict.kind) {
      case "granted":
      case "denied": {
        const { kind, ...said } = verdict;
        const type = kind === "granted" ? "approval.grant" : "approval.deny";
        return { type, data: { ...bound, ...said } };
      }
      case "self":
        return {
          type: "approval.deny",
          data: { ...bound, approver: this.parts.actor, reason: "A second person has to approve." },
        };
      default:
        // Cancelled and unavailable end the question as well: it can never be answered later.
        return { type: "approval.expire", data: bound };
    }
  }

  private refused({ kind }: Verdict, { of, settled: { decision } }: Course<unknown>): Refused {
    const codes = {
      denied: "APPROVAL_DENIED",
      expired: "APPROVAL_EXPIRED",
      cancelled: "CANCELLED",
      unavailable: "APPROVAL_UNAVAILABLE",
      self: "SELF_APPROVAL",
      granted: "APPROVAL_UNAVAILABLE",
    } as const;
    return refusal(codes[kind], { seq: of, decision });
  }

  /** The action after a wait: a link may have been exchanged under it, a rate used up, the run stopped. */
  private again<Result>(course: Course<Result>, verdicts: readonly Decision["verdict"][]): Course<Result> {
    const { action, settled, of, signal } = course;
    const { decision } = settled;
    if (signal.aborted) return this.fail(course, refusal("CANCELLED", { seq: of, decision }));
    // What was allowed is counted already and has nothing that could change but its landing place.
    if (verdicts.length === 1 && !action.landing) return course;
    const now = this.settle(action);
    if (!verdicts.includes(now.decision.verdict)) {
      const denied = new Refused(now.decision.code, now.decision.reason, { seq: of, decision: now.decision });
      return this.fail(course, denied);
    }
    if (!isSame(settled, now)) return this.fail(course, refusal("CHANGED", { seq: of, decision }));
    return { ...course, settled: now };
  }

  private perform<Result>(course: Course<Result>): Result | Promise<Result> {
    const { action, settled, of, signal } = course;
    if (settled.failure) return this.fail(course, settled.failure.thrown);
    let result: Result | Promise<Result>;
    try {
      result = action.perform(settled.decisions, { signal, of });
    } catch (thrown) {
      return this.fail(course, thrown);
    }
    if (!(result instanceof Promise)) return this.finish(course, result);
    this.goes(course);
    return result.then(
      (value) => this.finish(course, value),
      (thrown) => this.fail(course, thrown),
    );
  }

  private finish<Result>({ action, settled, of }: Course<Result>, result: Result): Result {
    if (!action.isHeld) this.recordResult(settled, of, action.outcome?.(result) ?? {});
    else if (!this.cutShort.has(of)) {
      this.underWay.delete(of);
      this.held.set(of, settled);
    }
    return result;
  }

  /** Records that it did not happen, or failed, and throws why. */
  private fail({ settled, of, signal }: Course<unknown>, thrown: unknown): never {
    const status = signal.aborted ? "cancelled" : "error";
    this.recordResult(settled, of, { status }, errorName(thrown));
    throw thrown;
  }

  private recordResult({ op, uses }: Settled, of: number, outcome: Outcome, error?: string): void {
    if (this.cutShort.has(of)) return;
    this.underWay.delete(of);
    const { tokens, costMicrousd } = outcome;
    correctAll(uses, {
      ...(tokens !== undefined && { tokens }),
      ...(costMicrousd !== undefined && { costUsd: usdOf(costMicrousd) }),
    });
    this.record(resultEntry(op, of, outcome, this.bodies, error));
  }
}

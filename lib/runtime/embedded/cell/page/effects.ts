/**
 * What the page does for a cell. It decides again, with the same policy and meters of its own, before it acts: a worker
 * that was taken over can ask for what it likes and gets what the policy allows, not more.
 *
 * What needs a person is done only where this page itself has asked one, about this very request, and once.
 */
import { toHex } from "../../../../audit/bytes";
import type { Hasher } from "../../../../audit/hash";
import { type JsonValue, writeCanonical } from "../../../../audit/json";
import {
  type ApprovalRules,
  type Approver,
  actionDigest,
  type Question,
} from "../../../../mediator/approval";
import { type Authorities, commitAll, type Judgement, judge } from "../../../../mediator/authority";
import { type Engine, type Meters, newMeters, type PolicyRequest } from "../../../../policy";
import type { Http, HttpRequest } from "../../../calls/network";
import type { EffectAnswer, EffectRequest } from "../protocol";
import { HttpFault } from "./page-http";

/** What the page answers for one agent. Starting others is the cell's (`agents.ts`). */
type OwnRequest = Extract<EffectRequest, { effect: "http" | "ask" }>;

export interface EffectParts {
  readonly engine: Engine;
  /** Of an agent that another one started: who has to agree besides. */
  readonly above?: Authorities;
  /** What was used up before it began, by the runs that it goes on from. */
  readonly used?: Meters | undefined;
  readonly hasher: Hasher;
  readonly http: Http;
  readonly approver: Approver | undefined;
  readonly approvals: ApprovalRules;
  readonly actor: string;
  readonly now: () => number;
  /** A person is asked now, about what the log says. */
  readonly onAsked?: (question: Question) => void;
}

/** Of its own: the order's stays as it is. */
function metersOf({ used, now }: EffectParts): Meters {
  return used ? structuredClone({ ...used, now: now() }) : newMeters(now());
}

/** Somebody in the worker shows one thing and asks for another. */
export class ForgedQuestion extends Error {}

const failed = (why: string): EffectAnswer => ({ effect: "failed", why });
const MOST_GRANTS = 1000;

export class PageEffects {
  readonly #parts: EffectParts;
  /** What an agent that this one starts is bound by, on this side. */
  readonly authorities: Authorities;
  /** What a person said yes to and was not done yet. */
  readonly #grants = new Set<string>();

  constructor(parts: EffectParts) {
    this.#parts = parts;
    this.authorities = [{ engine: parts.engine, meters: metersOf(parts) }, ...(parts.above ?? [])];
  }

  /** Rejects only for what no honest worker sends. */
  perform(request: OwnRequest, signal: AbortSignal): Promise<EffectAnswer> {
    return request.effect === "http"
      ? this.#http(request.request, signal)
      : this.#ask(request.question, signal);
  }

  /** Whether it may start that agent. */
  mayStart(name: string): boolean {
    const { decision, uses } = this.#judge({ op: "agent.spawn", name });
    if (decision.verdict !== "allow") return false;
    commitAll(uses);
    return true;
  }

  #judge(request: PolicyRequest): Judgement {
    const now = this.#parts.now();
    for (const { meters } of this.authorities) meters.now = Math.max(meters.now, now);
    return judge(this.authorities, request);
  }

  async #http(request: HttpRequest, signal: AbortSignal): Promise<EffectAnswer> {
    const { http } = this.#parts;
    const { url, method } = request;
    const { decision, uses } = this.#judge({ op: "net.fetch", method, url });
    const { canonical, verdict } = decision;
    // The worker acts on the canonical form; another spelling may mean something else to the network.
    if (canonical?.url !== url || canonical.method !== method)
      return failed("the page reads it in another way");
    const isGranted = verdict === "approve" && this.#grants.delete(this.#keyOf(canonical, request.body));
    if (verdict !== "allow" && !isGranted) return failed("the page does not allow it");
    commitAll(uses);
    try {
      return { effect: "http", response: await http(request, signal) };
    } catch (thrown) {
      return failed(thrown instanceof HttpFault ? thrown.message : "the page could not do it");
    }
  }

  async #ask(question: Question, signal: AbortSignal): Promise<EffectAnswer> {
    const { hasher, approver, approvals, actor, onAsked } = this.#parts;
    const { op, data, payload } = question;
    // The person sees the data; what is granted is the digest. They have to be the same thing.
    if (actionDigest(hasher, op, data) !== question.action_sha256) throw new ForgedQuestion();
    if (!approver) return failed("there is nobody to ask");
    onAsked?.(question);
    const answer = await approver.ask(question, signal);
    const isGrant = answer.grant === true && answer.action_sha256 === question.action_sha256;
    const isSelf = approvals.secondPerson && answer.approver === actor;
    const isNamed = approvals.approvers?.includes(answer.approver) ?? true;
    const isShown = data.body === undefined || payload?.length === data.body.bytes;
    if (
      isGrant &&
      !isSelf &&
      isNamed &&
      isShown &&
      op === "net.fetch" &&
      data.request &&
      this.#grants.size < MOST_GRANTS
    ) {
      this.#grants.add(this.#keyOf({ op, ...data.request }, payload));
    }
    return { effect: "ask", answer };
  }

  #keyOf(canonical: Readonly<Record<string, unknown>>, body: Uint8Array | undefined): string {
    const sha256 = body && toHex(this.#parts.hasher.sha256(body));
    return writeCanonical({ ...canonical, ...(sha256 && { sha256 }) } as JsonValue);
  }
}

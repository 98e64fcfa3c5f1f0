/**
 * Asking a person. An approval is bound to the digest of one action, is used up by it, and expires.
 *
 * The attacks: an answer for another action handed in for this one (the digest must be equal); the same answer used
 * twice (each question takes one answer, and its record names the decision it belongs to); an answer that comes after
 * the time (the timer decides, not the one who answers); the asking person answering alone where two are wanted; an
 * approver that throws, never settles or answers nonsense (all of them deny).
 */
import { toHex, utf8 } from "../audit/bytes";
import type { Hasher } from "../audit/hash";
import { type JsonValue, writeCanonical } from "../audit/json";
import type { Op } from "../policy";
import type { DecisionData } from "./recorded";

export interface Question {
  /** The record of the decision that asks. */
  readonly of: number;
  readonly op: Op;
  readonly action_sha256: string;
  readonly data: DecisionData;
  /** What would be written or sent, for the person to look at. */
  readonly payload?: Uint8Array;
  /** In milliseconds of the clock of the session. */
  readonly expires: number;
}

export interface Answer {
  readonly action_sha256: string;
  readonly grant: boolean;
  readonly approver: string;
  readonly reason?: string;
}

export interface Approver {
  /** May take as long as it likes: the mediator stops listening when the question expires, and says so by `signal`. */
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
}

export interface ApprovalRules {
  readonly timeoutMs: number;
  /** The one for whom the agent runs cannot approve. */
  readonly secondPerson: boolean;
  /** Whose yes counts; left out: anybody's. Who somebody is, whoever hands in the answer must know. */
  readonly approvers?: readonly string[];
}

/** What a person agrees to: the operation, what it acts on, and the payload, all as the log has them. */
export function actionDigest(hasher: Hasher, op: Op, data: DecisionData): string {
  const { request, request_body, body } = data;
  const action = {
    op,
    ...(request && { request }),
    ...(request_body && { request_body }),
    ...(body && { body }),
  };
  return toHex(hasher.sha256(utf8(writeCanonical(action as unknown as JsonValue))));
}

export type Verdict =
  | { readonly kind: "granted"; readonly approver: string; readonly reason?: string }
  | { readonly kind: "denied"; readonly approver: string; readonly reason?: string }
  | { readonly kind: "expired" | "cancelled" | "unavailable" | "self" };

export interface Timer {
  /** Calls back once, unless cancelled by what it returns. */
  after(milliseconds: number, then: () => void): () => void;
}

const NAME_LIMIT_UNITS = 256;
const REASON_LIMIT_UNITS = 600;

/** Never rejects: whatever goes wrong is a verdict that does not grant. */
export async function consult(
  approver: Approver | undefined,
  question: Question,
  { rules, actor, timer, signal }: { rules: ApprovalRules; actor: string; timer: Timer; signal: AbortSignal },
): Promise<Verdict> {
  if (!approver) return { kind: "unavailable" };
  if (signal.aborted) return { kind: "cancelled" };
  const asking = new AbortController();
  let cancelTimer = () => {};
  let onAbort = () => {};
  const ended = new Promise<Verdict>((resolve) => {
    cancelTimer = timer.after(rules.timeoutMs, () => resolve({ kind: "expired" }));
    onAbort = () => resolve({ kind: "cancelled" });
    signal.addEventListener("abort", onAbort);
  });
  // In a microtask, so that an approver that throws at once is like one that rejects.
  const answered = Promise.resolve()
    .then(() => approver.ask(question, asking.signal))
    .then((answer) => judge(answer, question, rules, actor))
    .catch((): Verdict => ({ kind: "unavailable" }));
  try {
    return await Promise.race([ended, answered]);
  } finally {
    cancelTimer();
    signal.removeEventListener("abort", onAbort);
    asking.abort();
  }
}

function judge(answer: Answer, question: Question, rules: ApprovalRules, actor: string): Verdict {
  const { action_sha256, grant, approver, reason } = answer;
  if (typeof approver !== "string" || approver === "" || approver.length > NAME_LIMIT_UNITS) {
    return { kind: "unavailable" };
  }
  const said = {
    approver: approver.toWellFormed(),
    ...(typeof reason === "string" && { reason: reason.slice(0, REASON_LIMIT_UNITS).toWellFormed() }),
  };
  // Only the value true grants; an answer to another question is no answer to this one.
  if (grant !== true) return { kind: "denied", ...said };
  if (action_sha256 !== question.action_sha256) return { kind: "unavailable" };
  if (rules.secondPerson && approver === actor) return { kind: "self" };
  if (rules.approvers && !rules.approvers.includes(approver)) {
    return { kind: "denied", approver: said.approver, reason: "This is not one of those who may approve." };
  }
  return { kind: "granted", ...said };
}

/**
 * Why something did not happen, as the caller of the mediator meets it: one error, with a closed code, a sentence, and
 * the number of the record that says so. Drivers turn it into what the agent's platform would throw (EACCES, a failed
 * fetch); they never look into the decision to find another way.
 */
import type { Decision, DecisionCode } from "../policy";

/** Beside the codes of decisions: what can still stop a request that the policy would let through. */
export const REFUSALS = {
  APPROVAL_DENIED: "A person was asked and said no.",
  APPROVAL_EXPIRED: "A person was asked and nobody answered in time.",
  APPROVAL_UNAVAILABLE: "It needs a person's approval and there is nobody to ask.",
  SELF_APPROVAL: "It needs the approval of a second person; the one who asks cannot give it.",
  CHANGED: "What it would act on changed while it waited.",
  CANCELLED: "It was cancelled while it waited.",
  NO_SANITIZER: "It may only go through cleaned, and nothing here can clean it.",
  LOG_FAILED: "It cannot be recorded, and what cannot be recorded does not happen.",
  ENDED: "The session has ended.",
} as const;
export type RefusalCode = keyof typeof REFUSALS | DecisionCode;

export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: RefusalCode;
  /** Of the decision; absent where nothing could be recorded any more. */
  readonly seq: number | undefined;
  readonly decision: Decision | undefined;

  constructor(
    code: RefusalCode,
    why: string,
    at: { seq?: number | undefined; decision?: Decision | undefined; cause?: unknown } = {},
  ) {
    super(why, at.cause === undefined ? undefined : { cause: at.cause });
    this.code = code;
    this.seq = at.seq;
    this.decision = at.decision;
  }
}

export function refusal(
  code: keyof typeof REFUSALS,
  at: { seq?: number; decision?: Decision; cause?: unknown } = {},
): Refused {
  return new Refused(code, REFUSALS[code], at);
}

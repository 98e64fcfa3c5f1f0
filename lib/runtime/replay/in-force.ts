/**
 * Whether a run may be gone on from: the rules that are in force now, held against what it did until then. What it asked for is
 * judged by `second-policy.ts`; here is what else a spec says of a run: who may approve, and on what it is ended.
 *
 * The attack: to loosen a rule, run up to a state that only the loose rule allows, tighten it again and go on from that state
 * under a policy that never let anybody come there.
 */
import type { Entry } from "../../audit/record";
import type { ApprovalRules } from "../../mediator/approval";
import type { CheckpointRules } from "../checkpoints/rules";
import { TriggerWatch } from "../checkpoints/triggers";

export interface InForce {
  readonly approvals: ApprovalRules;
  /** Absent where the spec asks for none. */
  readonly checkpoints?: CheckpointRules;
  /** For whom the run was. */
  readonly actor: string;
}

export class InForceWatch {
  readonly #rules: InForce;
  readonly #triggers: TriggerWatch;
  readonly #open = new Set<number>();
  #hasEnded = false;

  constructor(rules: InForce) {
    this.#rules = rules;
    this.#triggers = new TriggerWatch(rules.checkpoints?.triggers ?? []);
  }

  /** Whether nothing that was asked for is still to have its result, and the agent has not ended. */
  get isQuiet(): boolean {
    return this.#open.size === 0 && !this.#hasEnded;
  }

  /** Looks at a record. Answers with a clause where nobody may go on beyond it. */
  see(entry: Entry, seq: number): string | undefined {
    this.#follow(entry, seq);
    const fired = this.#triggers.see(entry, seq);
    if (fired) return `would be ended by the policy now in force (${fired.text})`;
    if (entry.type !== "approval.grant") return undefined;
    const { approver } = entry.data;
    return this.#mayApprove(approver)
      ? undefined
      : `was approved by ${approver}, who may not approve it by the policy now in force`;
  }

  #follow({ type, data }: Entry, seq: number): void {
    if (type === "agent.exit") this.#hasEnded = true;
    else if (type.endsWith(".result")) this.#open.delete((data as { of: number }).of);
    else if ("verdict" in data && type !== "guard.finding" && data.verdict !== "deny") this.#open.add(seq);
  }

  #mayApprove(approver: string): boolean {
    const { secondPerson, approvers } = this.#rules.approvals;
    return !(secondPerson && approver === this.#rules.actor) && (approvers?.includes(approver) ?? true);
  }
}

/** What waits for a person while an agent runs. The agent stands still; the clock of the question goes on. */

import { fromUtf8 } from "@/lib/audit/bytes";
import type { Answer, Approver, Question } from "@/lib/mediator/approval";
import { printable } from "../audit/record-row";

export interface Waiting {
  readonly of: number;
  readonly op: string;
  readonly action: string;
  /** Of the policy, where a line asks for it. */
  readonly line?: number;
  readonly rule?: string;
  readonly digest: string;
  readonly expires: number;
  /** What would be written or sent, as far as it is text that can be looked at. */
  readonly preview?: string;
}

const PREVIEW_UNITS = 4_000;

export class ApprovalDesk implements Approver {
  readonly #actor: string;
  readonly #changed: () => void;
  readonly #waiting = new Map<number, { shown: Waiting; answer: (grant: boolean) => void }>();

  constructor(actor: string, changed: () => void) {
    this.#actor = actor;
    this.#changed = changed;
  }

  get waiting(): readonly Waiting[] {
    return [...this.#waiting.values()].map(({ shown }) => shown);
  }

  ask(question: Question, signal: AbortSignal): Promise<Answer> {
    const { of, action_sha256 } = question;
    return new Promise((resolve, reject) => {
      const end = () => {
        this.#waiting.delete(of);
        this.#changed();
      };
      const gone = () => {
        end();
        reject(signal.reason);
      };
      signal.addEventListener("abort", gone, { once: true });
      const answer = (grant: boolean) => {
        signal.removeEventListener("abort", gone);
        end();
        resolve({ action_sha256, grant, approver: this.#actor });
      };
      this.#waiting.set(of, { shown: shown(question), answer });
      this.#changed();
    });
  }

  /** False where nobody waits for it any more. */
  answer(of: number, grant: boolean): boolean {
    const found = this.#waiting.get(of);
    found?.answer(grant);
    return found !== undefined;
  }
}

function shown({ of, op, action_sha256, data, expires, payload }: Question): Waiting {
  const { request, line, rule } = data as { request?: object; line?: number; rule?: string };
  const preview = payload && fromUtf8(payload.subarray(0, PREVIEW_UNITS));
  return {
    of,
    op,
    action: printable(
      Object.values(request ?? {})
        .map(String)
        .join(" "),
    ),
    digest: action_sha256,
    expires,
    ...(line !== undefined && { line }),
    ...(rule !== undefined && { rule }),
    ...(preview !== undefined && { preview }),
  };
}

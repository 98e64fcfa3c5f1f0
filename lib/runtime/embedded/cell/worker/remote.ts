/** Effects that the page performs for the worker, by number: a request goes out, one answer comes back. */
import type { Answer, Approver, Question } from "../../../../mediator/approval";
import { AgentFault } from "../../../agents/fault";
import type { Http, HttpRequest, HttpResponse } from "../../../calls/network";
import { CallFault } from "../../../calls/values";
import type {
  AgentOrder,
  AnsweredEffect,
  AskedEffect,
  EffectAnswer,
  EffectRequest,
  FromCell,
  OpenedAgent,
} from "../protocol";
import { MESSAGE_LIMITS } from "../read-message";
import { Together } from "../together";

/** A person looks at the beginning; what counts is the digest. */
const SHOWN_PAYLOAD_BYTES = 256 * 1024;

interface Waiting {
  settle(answer: EffectAnswer): void;
}

export class Remote {
  readonly #post: (message: FromCell) => void;
  readonly #waiting = new Map<number, Waiting>();
  /** Asked for in this turn, and not sent yet. */
  readonly #asked: Together<AskedEffect>;
  #last = 0;

  constructor(post: (message: FromCell) => void) {
    this.#post = post;
    this.#asked = new Together({
      send: (effects) => post({ kind: "effects", effects }),
      bytesOf,
      most: MESSAGE_LIMITS.effects,
    });
  }

  /** Effects of the agent that the session is for. */
  get http(): Http {
    return this.of().http;
  }
  get approver(): Approver {
    return this.of().approver;
  }

  /** Effects of one agent; the page decides them by its rights. */
  of(agent?: number): { readonly http: Http; readonly approver: Approver } {
    return {
      http: (request, signal) => this.#http(request, signal as AbortSignal, agent),
      approver: { ask: (question, signal) => this.#approve(question, signal as AbortSignal, agent) },
    };
  }

  /** Throws an AgentFault where the page does not start it. */
  async openAgent(order: AgentOrder, signal: AbortSignal, above: number | undefined): Promise<OpenedAgent> {
    const answer = await this.#ask({ effect: "agent", order }, signal, above);
    if (answer.effect === "agent") return answer.opened;
    if (answer.effect === "agentRefused") throw new AgentFault(answer.code, answer.why);
    throw new AgentFault("ERR_AEGIS_AGENT_FAILED", answer.effect === "failed" ? answer.why : "");
  }

  /** When its log is closed. */
  async endAgent(agent: number): Promise<void> {
    await this.#ask({ effect: "agentEnd", agent }, new AbortController().signal, undefined);
  }

  async #http(request: HttpRequest, signal: AbortSignal, agent: number | undefined): Promise<HttpResponse> {
    const answer = await this.#ask({ effect: "http", request }, signal, agent);
    if (answer.effect === "http") return answer.response;
    throw failed(answer.effect === "failed" ? answer.why : "the page answered something else");
  }

  async #approve(question: Question, signal: AbortSignal, agent: number | undefined): Promise<Answer> {
    const { payload, ...rest } = question;
    const shown = payload && { payload: payload.subarray(0, SHOWN_PAYLOAD_BYTES) };
    const answer = await this.#ask({ effect: "ask", question: { ...rest, ...shown } }, signal, agent);
    if (answer.effect === "ask") return answer.answer;
    throw new Error("nobody answered");
  }

  answer(answers: readonly AnsweredEffect[]): void {
    for (const { id, answer } of answers) {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      waiting?.settle(answer);
    }
  }

  #ask(request: EffectRequest, signal: AbortSignal, agent: number | undefined): Promise<EffectAnswer> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve) => {
      const cancel = () => {
        this.#waiting.delete(id);
        // The page hears of the end of nothing that it was not asked for.
        if (!this.#asked.remove((effect) => effect.id === id)) this.#post({ kind: "cancel", id });
        resolve({ effect: "failed", why: "it was cancelled" });
      };
      const settle = (answer: EffectAnswer) => {
        signal.removeEventListener("abort", cancel);
        resolve(answer);
      };
      this.#waiting.set(id, { settle });
      signal.addEventListener("abort", cancel, { once: true });
      this.#asked.add({ id, request, ...(agent !== undefined && { agent }) });
    });
  }
}

function bytesOf({ request }: AskedEffect): number {
  if (request.effect === "http") return request.request.body?.length ?? 0;
  return request.effect === "ask" ? (request.question.payload?.length ?? 0) : 0;
}

function failed(why: string): CallFault {
  return new CallFault({ name: "TypeError", message: "fetch failed", reason: why });
}

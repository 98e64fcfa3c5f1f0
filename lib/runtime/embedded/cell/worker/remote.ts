/** Effects that the page performs for the worker, by number: a request goes out, one answer comes back. */
import type { Answer, Approver, Question } from "../../../../mediator/approval";
import type { Http, HttpRequest, HttpResponse } from "../../../calls/network";
import { CallFault } from "../../../calls/values";
import type { EffectAnswer, EffectRequest, FromCell } from "../protocol";

/** A person looks at the beginning; what counts is the digest. */
const SHOWN_PAYLOAD_BYTES = 256 * 1024;

interface Waiting {
  settle(answer: EffectAnswer): void;
}

export class Remote {
  readonly #post: (message: FromCell) => void;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(post: (message: FromCell) => void) {
    this.#post = post;
  }

  readonly http: Http = async (request: HttpRequest, signal): Promise<HttpResponse> => {
    const answer = await this.#ask({ effect: "http", request }, signal as AbortSignal);
    if (answer.effect === "http") return answer.response;
    throw failed(answer.effect === "failed" ? answer.why : "the page answered something else");
  };

  readonly approver: Approver = {
    ask: async (question: Question, signal): Promise<Answer> => {
      const { payload, ...rest } = question;
      const shown = payload && { payload: payload.subarray(0, SHOWN_PAYLOAD_BYTES) };
      const answer = await this.#ask(
        { effect: "ask", question: { ...rest, ...shown } },
        signal as AbortSignal,
      );
      if (answer.effect === "ask") return answer.answer;
      throw new Error("nobody answered");
    },
  };

  answer(id: number, answer: EffectAnswer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.settle(answer);
  }

  #ask(request: EffectRequest, signal: AbortSignal): Promise<EffectAnswer> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve) => {
      const cancel = () => {
        this.#waiting.delete(id);
        this.#post({ kind: "cancel", id });
        resolve({ effect: "failed", why: "it was cancelled" });
      };
      const settle = (answer: EffectAnswer) => {
        signal.removeEventListener("abort", cancel);
        resolve(answer);
      };
      this.#waiting.set(id, { settle });
      signal.addEventListener("abort", cancel, { once: true });
      this.#post({ kind: "effect", id, request });
    });
  }
}

function failed(why: string): CallFault {
  return new CallFault({ name: "TypeError", message: "fetch failed", reason: why });
}

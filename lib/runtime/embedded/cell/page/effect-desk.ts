/** The effects that are under way for a cell: each is answered once, can be cancelled, and ends with the cell. */
import type { AnsweredEffect, AskedEffect, EffectAnswer, EffectRequest, ToCell } from "../protocol";
import { Together } from "../together";
import { ForgedQuestion } from "./effects";

/** Beyond this a page has no memory for answers; a guest that asks for more waits for none of them. */
const MOST_AT_ONCE = 4_000;

export interface DeskOptions {
  /** Performs it for one of the agents; undefined for an agent that there is not. */
  perform(
    request: EffectRequest,
    agent: number | undefined,
    signal: AbortSignal,
  ): Promise<EffectAnswer> | undefined;
  post(message: ToCell): void;
  /** What no honest worker does. */
  forged(cause: unknown): void;
}

export class EffectDesk {
  readonly #options: DeskOptions;
  readonly #running = new Map<number, AbortController>();
  readonly #answered: Together<AnsweredEffect>;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#answered = new Together({
      send: (answers) => options.post({ kind: "answers", answers }),
      bytesOf: ({ answer }) => (answer.effect === "http" ? answer.response.body.length : 0),
    });
  }

  /** False for a number that is in use, and for an agent that there is not. */
  begin({ id, request, agent }: AskedEffect): boolean {
    if (this.#running.has(id)) return false;
    const { perform, forged } = this.#options;
    if (this.#running.size >= MOST_AT_ONCE) {
      this.#answer(id, { effect: "failed", why: "too many requests are under way" });
      return true;
    }
    const abort = new AbortController();
    const performing = perform(request, agent, abort.signal);
    if (!performing) return false;
    this.#running.set(id, abort);
    performing
      .then(
        (answer) => this.#answer(id, answer),
        (cause) =>
          cause instanceof ForgedQuestion
            ? forged(cause)
            : this.#answer(id, { effect: "failed", why: "nobody answered" }),
      )
      .finally(() => this.#running.delete(id));
    return true;
  }

  cancel(id: number): void {
    this.#running.get(id)?.abort();
  }

  end(): void {
    for (const abort of this.#running.values()) abort.abort();
  }

  #answer(id: number, answer: EffectAnswer): void {
    this.#answered.add({ id, answer });
  }
}

/** An answer, piece by piece: bounded, and read anew, because who answers may be anybody. */
import { utf8 } from "../../audit/bytes";
import type { Outcome } from "../../mediator/action";
import { microusdOf } from "../../mediator/money";
import type { ModelAnswer } from "../calls/protocol";
import { isJsonObject, plainCopy } from "../tools/plain";
import type { ModelFinish, ModelPiece, ModelToolCall, ModelUsage } from "./effect";
import { ModelFault } from "./fault";

const ANSWER_UNITS = 4 * 1024 * 1024;
const CALLS = 128;

export class Gathered {
  readonly #model: string;
  #text = "";
  readonly #calls: ModelToolCall[] = [];
  #end: { readonly finish: ModelFinish; readonly usage: ModelUsage } | undefined;

  constructor(model: string) {
    this.#model = model;
  }

  get isComplete(): boolean {
    return this.#end !== undefined;
  }

  /** The piece as it goes to the guest. */
  take(piece: ModelPiece): ModelPiece {
    if (this.#end) throw tooMuch("it went on after its end");
    if ("text" in piece) {
      this.#text += piece.text;
      if (this.#text.length > ANSWER_UNITS) throw tooMuch("its answer is too long");
      return { text: piece.text };
    }
    if ("call" in piece) {
      const args = plainCopy(piece.call.arguments);
      if (this.#calls.length >= CALLS || !isJsonObject(args)) throw tooMuch("its calls of tools are none");
      const call = { id: piece.call.id, name: piece.call.name, arguments: args };
      this.#calls.push(call);
      return { call };
    }
    this.#end = { finish: piece.end.finish, usage: usageOf(piece.end.usage) };
    return { end: this.#end };
  }

  get answer(): ModelAnswer {
    if (!this.#end) throw tooMuch("it stopped in the middle");
    const { finish, usage } = this.#end;
    const calls = this.#calls.length > 0 ? { tool_calls: this.#calls } : {};
    return {
      model: this.#model,
      message: { role: "assistant", content: this.#text, ...calls },
      finish,
      usage,
    };
  }

  get outcome(): Outcome {
    const { input_tokens: input, output_tokens: output, cost_usd: cost } = this.answer.usage;
    return {
      payload: utf8(JSON.stringify(this.answer.message).toWellFormed()),
      tokens: input + output,
      // Rounded up: a log that understates costs would hide a budget that was used up.
      ...(cost !== undefined && { costMicrousd: microusdOf(cost) }),
    };
  }
}

function usageOf({ input_tokens: input, output_tokens: output, cost_usd: cost }: ModelUsage): ModelUsage {
  const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
  if (!isCount(input) || !isCount(output) || !isCount(input + output))
    throw tooMuch("it does not say what it took");
  if (cost === undefined) return { input_tokens: input, output_tokens: output };
  if (!(cost >= 0) || !isCount(microusdOf(cost))) throw tooMuch("it does not say what it cost");
  return { input_tokens: input, output_tokens: output, cost_usd: cost };
}

function tooMuch(why: string): ModelFault {
  return new ModelFault("ERR_AEGIS_MODEL_FAILED", why);
}

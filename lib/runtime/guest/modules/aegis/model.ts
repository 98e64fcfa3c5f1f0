/** The module `aegis:model`: conversations with the models that the spec allows. */
import type { ModelAnswer, ModelPart } from "../../../calls/protocol";
import { invalidArgType } from "../../core/errors";
import { ask } from "../../core/host";
import { jsonParse, jsonStringify } from "../../core/intrinsics";
import { asking, type Options } from "./asking";

interface Request {
  readonly model: string;
  readonly messages: readonly unknown[];
  readonly tools?: readonly unknown[];
  readonly max_tokens?: number;
  readonly stream?: boolean;
}

function chat(
  request: Request,
  options: Options = {},
): Promise<ModelAnswer> | AsyncIterableIterator<ModelPart> {
  if (typeof request !== "object" || request === null) throw invalidArgType("request", "Object", request);
  const copy = jsonParse(jsonStringify(request)) as Request;
  if (copy.stream === true) return parts(copy, options);
  return asking("model.call", [copy], options) as Promise<ModelAnswer>;
}

/** Begins when it is first asked. Leaving the loop early gives up on the rest. */
async function* parts(request: Request, options: Options): AsyncGenerator<ModelPart> {
  const { stream } = (await asking("model.call", [request], options)) as { readonly stream: number };
  try {
    for (;;) {
      const part = await asking("model.next", [stream], options);
      yield part;
      if ("end" in part) return;
    }
  } finally {
    ask("model.close", [stream]);
  }
}

export const model = { chat };

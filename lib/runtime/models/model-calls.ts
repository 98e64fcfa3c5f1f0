/**
 * A guest's models. Each conversation is one action, `model.call`: its model and region are decided, and its budgets with what the
 * answer may take at most, as long as nobody knows what it took. So many calls at once cannot use up together what each of them
 * alone would find free. What is not taken is given back; what an answer took that failed is not known, and stays.
 */
import type { Action, Run } from "../../mediator/action";
import type { Mediator } from "../../mediator/mediator";
import type { Decision } from "../../policy";
import type { Handlers, Result } from "../calls/handler";
import { invalid } from "../calls/values";
import type { ModelEffect, ModelPiece, ModelRequest } from "./effect";
import { ModelFault } from "./fault";
import { Gathered } from "./gather";
import { type Asked, estimate, readRequest } from "./request";
import { MODELS_FILE } from "./script";

export interface ModelSurroundings {
  readonly mediator: Mediator;
  /** Left out, there is no model. */
  readonly models: ModelEffect | undefined;
  /** Why there is none, where the file of models cannot be used. */
  readonly trouble: string | undefined;
}

interface Stream {
  readonly of: number;
  readonly gathered: Gathered;
  readonly pieces: AsyncIterator<ModelPiece>;
  readonly abort: AbortController;
  /** Who asks for the next piece waits for whoever asked before. */
  turn: Promise<unknown>;
}

const MOST_STREAMS = 64;
/** Decided like any other: whether there is a model is not for everybody to find out. */
function noModels(why = `there is no ${MODELS_FILE}`): ModelEffect {
  return {
    facts: () => ({}),
    answer: () => {
      throw new ModelFault("ERR_AEGIS_MODEL_UNKNOWN", why);
    },
  };
}

export function modelCalls(around: ModelSurroundings): Handlers<"model.call" | "model.next" | "model.close"> {
  const { mediator, trouble, models = noModels(trouble) } = around;
  const streams = new Map<number, Stream>();
  return {
    "model.call": async (values, _, signal): Promise<Result> => {
      const asked = readRequest(values.data(0));
      const options = signal && { signal };
      if (!asked.isStreamed) return { value: (await mediator.act(gathering(models, asked), options)).answer };
      if (streams.size >= MOST_STREAMS) throw invalid(`At most ${MOST_STREAMS} open streams`);
      const stream = await mediator.act(streaming(models, asked), options);
      streams.set(stream.of, stream);
      return { value: { stream: stream.of } };
    },
    "model.next": async (values): Promise<Result> => {
      const stream = streamOf(streams, values.count(0));
      const next = stream.turn.then(() => advance(mediator, streams, stream));
      stream.turn = next.catch(() => {});
      return { value: await next };
    },
    "model.close": (values): Result => {
      const stream = streams.get(values.count(0));
      if (stream) end(mediator, streams, stream, "cancelled");
      return {};
    },
  };
}

function actionOf<Value>(models: ModelEffect, asked: Asked): Omit<Action<Value>, "perform"> {
  const { model } = asked.request;
  const facts = models.facts(model);
  const { region } = facts;
  const request = {
    op: "model.call",
    model,
    ...(region !== undefined && { region }),
    ...estimate(asked, facts),
  } as const;
  return { requests: [request], outside: true, payload: asked.payload };
}

function decided({ request }: Asked, decision: Decision | undefined): ModelRequest {
  const model = decision?.canonical?.model;
  if (typeof model !== "string") throw new RangeError("a call of a model has a canonical form");
  return { ...request, model };
}

function gathering(models: ModelEffect, asked: Asked): Action<Gathered> {
  return {
    ...actionOf(models, asked),
    perform: async ([decision], { signal }) => {
      const request = decided(asked, decision);
      const gathered = new Gathered(request.model);
      for await (const piece of failing(models.answer(request, signal))) gathered.take(piece);
      // Throws for an answer that has no end.
      return gathered.answer && gathered;
    },
    outcome: ({ outcome }) => outcome,
  };
}

function streaming(models: ModelEffect, asked: Asked): Action<Stream> {
  return {
    ...actionOf(models, asked),
    isHeld: true,
    perform: ([decision], { signal, of }: Run): Stream => {
      const request = decided(asked, decision);
      const abort = new AbortController();
      const pieces = failing(models.answer(request, AbortSignal.any([signal, abort.signal])));
      return {
        of,
        gathered: new Gathered(request.model),
        pieces: pieces[Symbol.asyncIterator](),
        abort,
        turn: Promise.resolve(),
      };
    },
  };
}

/** What a model's effect throws may tell of the host: only what is said for a guest goes to one. */
async function* failing(pieces: AsyncIterable<ModelPiece>): AsyncGenerator<ModelPiece> {
  try {
    yield* pieces;
  } catch (thrown) {
    if (thrown instanceof ModelFault) throw thrown;
    throw new ModelFault("ERR_AEGIS_MODEL_FAILED", "it did not answer to its end");
  }
}

function streamOf(streams: ReadonlyMap<number, Stream>, id: number): Stream {
  const stream = streams.get(id);
  if (!stream) throw invalid("The number of a stream that is open");
  return stream;
}

async function advance(
  mediator: Mediator,
  streams: Map<number, Stream>,
  stream: Stream,
): Promise<ModelPiece> {
  if (!streams.has(stream.of)) throw invalid("The number of a stream that is open");
  try {
    const { done, value } = await stream.pieces.next();
    if (done) throw new ModelFault("ERR_AEGIS_MODEL_FAILED", "it stopped in the middle");
    const piece = stream.gathered.take(value);
    if (stream.gathered.isComplete) end(mediator, streams, stream, "ok");
    return piece;
  } catch (thrown) {
    end(mediator, streams, stream, "error");
    throw thrown;
  }
}

/** Once. A session that has ended has recorded the end of all that was open in it. */
function end(
  mediator: Mediator,
  streams: Map<number, Stream>,
  stream: Stream,
  status: "ok" | "error" | "cancelled",
): void {
  if (!streams.delete(stream.of)) return;
  stream.abort.abort();
  if (!mediator.isHeld(stream.of)) return;
  mediator.conclude(stream.of, status === "ok" ? stream.gathered.outcome : { status });
}

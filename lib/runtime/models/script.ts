/**
 * `models.json`: models that say what is written in a file, so that an agent can be seen at work without a key and without a
 * network, and tests say the same every time. A turn is found by the last message and by nothing that is remembered, so that
 * the same conversation has the same answer, in whatever order it is asked.
 *
 * Guarantees: total on any bytes; deterministic.
 */
import { z } from "zod";
import { utf8 } from "../../audit/bytes";
import { isJsonObject, type Json, type JsonObject, parseJson, type Read, textOf } from "../tools/plain";
import {
  costOf,
  type ModelEffect,
  type ModelFacts,
  type ModelFinish,
  type ModelPiece,
  type ModelRequest,
  type ModelToolCall,
} from "./effect";
import { ModelFault } from "./fault";

export const MODELS_FILE = "models.json";
const FILE_BYTES = 1024 * 1024;
const BYTES_PER_TOKEN = 4;

const tokens = z.int().min(0).max(1_000_000_000);
const turnSchema = z.strictObject({
  when: z
    .strictObject({
      role: z.enum(["system", "user", "assistant", "tool"]).optional(),
      equals: z.string().optional(),
      contains: z.string().optional(),
      /** How often the model has spoken already. */
      turn: z.int().min(0).optional(),
    })
    .default({}),
  say: z.string().default(""),
  call: z
    .array(
      z.strictObject({
        tool: z.string().min(1).max(128),
        arguments: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .max(64)
    .default([]),
  usage: z.strictObject({ input: tokens, output: tokens }).optional(),
  /** Instead of an answer: the model fails, with this sentence. */
  fail: z.string().min(1).max(300).optional(),
});
const modelSchema = z.strictObject({
  region: z.string().min(1).max(128).optional(),
  price_usd_per_million: z.strictObject({ input: z.number().min(0), output: z.number().min(0) }).optional(),
  turns: z.array(turnSchema).max(1000),
});
type Turn = z.infer<typeof turnSchema>;
type Model = z.infer<typeof modelSchema>;

export type Script = ReadonlyMap<string, Model>;

export function readScript(bytes: Uint8Array): Read<Script> {
  if (bytes.length > FILE_BYTES) return { ok: false, why: `${MODELS_FILE} is too large` };
  const source = textOf(bytes, MODELS_FILE);
  const file = source.ok ? parseJson(source.value, MODELS_FILE) : source;
  if (!file.ok) return file;
  const models = isJsonObject(file.value) ? file.value.models : undefined;
  const others = isJsonObject(file.value) ? Object.keys(file.value).filter((key) => key !== "models") : [];
  if (!isJsonObject(models) || others.some((key) => key !== "$schema"))
    return { ok: false, why: `${MODELS_FILE}: it has to be an object with "models" and nothing else` };
  const script = new Map<string, Model>();
  for (const [name, value] of Object.entries(models)) {
    const read = modelSchema.safeParse(value, { jitless: true });
    if (!read.success) {
      const [issue] = read.error.issues;
      const at = ["models", name, ...(issue?.path ?? [])].join(".");
      return { ok: false, why: `${MODELS_FILE}: ${at}: ${issue?.message ?? "it is wrong"}` };
    }
    script.set(name, read.data);
  }
  return { ok: true, value: script };
}

export function scriptedModels(script: Script): ModelEffect {
  return {
    facts: (name): ModelFacts => {
      const { region, price_usd_per_million: price } = script.get(name) ?? {};
      return { ...(region !== undefined && { region }), ...(price && { price }) };
    },
    async *answer(request, signal) {
      const model = script.get(request.model);
      if (!model) throw new ModelFault("ERR_AEGIS_MODEL_UNKNOWN", `${MODELS_FILE} has no ${request.model}`);
      const turn = model.turns.find(({ when }) => matches(when, request));
      if (!turn)
        throw new ModelFault(
          "ERR_AEGIS_MODEL_SILENT",
          `no turn of ${request.model} matches the last message`,
        );
      if (turn.fail !== undefined) throw new ModelFault("ERR_AEGIS_MODEL_FAILED", turn.fail);
      for (const piece of piecesOf(turn, model, request)) {
        signal.throwIfAborted();
        yield piece;
      }
    },
  };
}

function matches({ role, equals, contains, turn }: Turn["when"], { messages }: ModelRequest): boolean {
  const last = messages.at(-1);
  if (!last) return false;
  return (
    (role === undefined || last.role === role) &&
    (equals === undefined || last.content === equals) &&
    (contains === undefined || last.content.includes(contains)) &&
    (turn === undefined || messages.filter((message) => message.role === "assistant").length === turn)
  );
}

function* piecesOf(turn: Turn, model: Model, request: ModelRequest): Generator<ModelPiece> {
  const last = request.messages.at(-1)?.content ?? "";
  const said = turn.say.replaceAll("{last}", () => last);
  const spoken = request.messages.length;
  const calls = turn.call.map(({ tool, arguments: given }, index): ModelToolCall => {
    // Numbered by the conversation, so that ids of one conversation differ and are always the same.
    return { id: `call_${spoken}_${index}`, name: tool, arguments: filled(given as JsonObject, last) };
  });
  const input = turn.usage?.input ?? tokensIn(JSON.stringify(request.messages));
  const whole = turn.usage?.output ?? tokensIn(said + (calls.length > 0 ? JSON.stringify(calls) : ""));
  const output = Math.min(whole, request.max_tokens);
  const isCut = whole > request.max_tokens;
  const text = isCut ? said.slice(0, output * BYTES_PER_TOKEN).toWellFormed() : said;
  for (const word of text.match(/\s*\S+\s*/g) ?? []) yield { text: word };
  for (const call of isCut ? [] : calls) yield { call };
  const finish: ModelFinish = isCut ? "length" : calls.length > 0 ? "tool_calls" : "stop";
  const cost = costOf(model.price_usd_per_million, { input, output });
  const usage = { input_tokens: input, output_tokens: output, ...(cost !== undefined && { cost_usd: cost }) };
  yield { end: { finish, usage } };
}

function filled(value: Json, last: string): JsonObject;
function filled(value: Json, last: string): Json {
  if (typeof value === "string") return value.replaceAll("{last}", () => last);
  if (Array.isArray(value)) return value.map((each: Json) => filled(each, last));
  if (!isJsonObject(value)) return value;
  const made: Record<string, Json> = Object.create(null);
  for (const [name, each] of Object.entries(value)) made[name] = filled(each, last);
  return made;
}

function tokensIn(text: string): number {
  return Math.ceil(utf8(text.toWellFormed()).length / BYTES_PER_TOKEN);
}

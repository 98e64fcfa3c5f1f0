/** What a guest asks of a model, read from any JSON; and what is said of it before it is decided. */
import { z } from "zod";
import { utf8 } from "../../audit/bytes";
import { invalid } from "../calls/values";
import { isJsonObject, type JsonObject, plainCopy } from "../tools/plain";
import { costOf, type ModelFacts, type ModelRequest } from "./effect";

/** What an answer may take where the guest says nothing. */
const DEFAULT_ANSWER_TOKENS = 1024;
const REQUEST_UNITS = 2 * 1024 * 1024;
/** Few texts have fewer bytes to a token: what is set aside is rather too much, and given back. */
const FEWEST_BYTES_PER_TOKEN = 3;

const name = z.string().min(1).max(128);
const schema = z.strictObject({
  model: z.string().min(1).max(1024),
  messages: z
    .array(
      z.strictObject({
        role: z.enum(["system", "user", "assistant", "tool"]),
        content: z.string().nullish(),
        tool_calls: z
          .array(
            z.strictObject({ id: z.string().max(256), name, arguments: z.record(z.string(), z.unknown()) }),
          )
          .max(128)
          .optional(),
        tool_call_id: z.string().max(256).optional(),
      }),
    )
    .min(1)
    .max(10_000),
  tools: z
    .array(z.strictObject({ name, description: z.string().optional(), schema: z.unknown().optional() }))
    .max(500)
    .default([]),
  max_tokens: z.int().min(1).max(10_000_000).default(DEFAULT_ANSWER_TOKENS),
  stream: z.boolean().default(false),
});

export interface Asked {
  readonly request: ModelRequest;
  readonly isStreamed: boolean;
  /** The request as it is sent, for the record and for a person. */
  readonly payload: Uint8Array;
}

/** Throws what the guest is to see. */
export function readRequest(value: unknown): Asked {
  const copy = plainCopy(value);
  if (!isJsonObject(copy)) throw invalid("A request with model and messages");
  const text = JSON.stringify(copy);
  if (text.length > REQUEST_UNITS) throw invalid("A request of at most 2 MiB");
  const read = schema.safeParse(copy, { jitless: true });
  if (!read.success) {
    const [issue] = read.error.issues;
    throw invalid(
      `A request whose ${issue?.path.join(".") || "members are known and"} is right: ${issue?.message}; it`,
    );
  }
  const { stream, messages, ...rest } = read.data;
  const request: ModelRequest = {
    ...rest,
    tools: rest.tools.map(({ description, ...tool }) => ({
      ...tool,
      ...(description !== undefined && { description }),
    })),
    messages: messages.map(({ role, content, tool_calls: calls, tool_call_id: id }) => ({
      role,
      content: content ?? "",
      ...(calls && {
        tool_calls: calls.map((call) => ({ ...call, arguments: call.arguments as JsonObject })),
      }),
      ...(id !== undefined && { tool_call_id: id }),
    })),
  };
  return { request, isStreamed: stream, payload: utf8(JSON.stringify(request).toWellFormed()) };
}

/** What is set aside for an answer until it is known what it took. */
export function estimate(
  { payload, request }: Asked,
  { price }: ModelFacts,
): { tokens: number; cost_usd?: number } {
  const input = Math.ceil(payload.length / FEWEST_BYTES_PER_TOKEN);
  const cost = costOf(price, { input, output: request.max_tokens });
  return { tokens: input + request.max_tokens, ...(cost !== undefined && { cost_usd: cost }) };
}

/**
 * What models are to a sandbox: something that is told a conversation and answers in pieces. A script in a file is one
 * (`script.ts`); a gateway over HTTP can be another. Whoever implements it decides nothing and counts nothing.
 */
import type { JsonObject } from "../tools/plain";

export interface ModelToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: JsonObject;
}
export interface ModelMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly content: string;
  readonly tool_calls?: readonly ModelToolCall[];
  /** Of a tool: which call this is the answer to. */
  readonly tool_call_id?: string;
}
export interface ModelTool {
  readonly name: string;
  readonly description?: string;
  readonly schema?: unknown;
}
export interface ModelRequest {
  readonly model: string;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ModelTool[];
  /** The answer has no more than this. */
  readonly max_tokens: number;
}

export interface ModelUsage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  /** Left out where nobody knows. */
  readonly cost_usd?: number;
}
export type ModelFinish = "stop" | "tool_calls" | "length";
export type ModelPiece =
  | { readonly text: string }
  | { readonly call: ModelToolCall }
  /** The last one. */
  | { readonly end: { readonly finish: ModelFinish; readonly usage: ModelUsage } };

/** What is known before a model is called, and decides whether it may be. */
export interface ModelFacts {
  /** Where it runs. A policy that names regions refuses a model of which nobody knows. */
  readonly region?: string;
  /** In dollars for a million tokens. */
  readonly price?: { readonly input: number; readonly output: number };
}

export interface ModelEffect {
  facts(model: string): ModelFacts;
  /** Throws a ModelFault where there is no answer. */
  answer(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPiece>;
}

export function costOf(
  price: ModelFacts["price"],
  { input, output }: { input: number; output: number },
): number | undefined {
  return price && (input * price.input + output * price.output) / 1_000_000;
}

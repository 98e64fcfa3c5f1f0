/**
 * Answers of JSON-RPC 2.0, in either form in which a server may send them. Total: any bytes give the one answer to the one
 * request that was made, or a clause that says why there is none. An answer to another number is an answer to nobody.
 */
import { isJsonObject, type Json, type JsonObject, member, parseJson, type Read, textOf } from "../plain";
import { readEvents } from "./sse";

export type RpcAnswer =
  | { readonly result: JsonObject }
  | { readonly error: { readonly code: number; readonly message: string } };

const MESSAGE_UNITS = 300;

export function readAnswer(body: Uint8Array, contentType: string, id: number): Read<RpcAnswer> {
  const type = contentType.split(";", 1)[0]?.trim().toLowerCase();
  if (type === "text/event-stream") return fromEvents(body, id);
  if (type !== "application/json") return { ok: false, why: "the server answered neither JSON nor events" };
  const text = textOf(body, "the server's answer");
  const parsed = text.ok ? parseJson(text.value, "the server's answer") : text;
  if (!parsed.ok) return parsed;
  return answerTo(parsed.value, id) ?? { ok: false, why: "the server's answer is to no request of ours" };
}

/** Between others: notifications, requests of the server's own, which nobody here has offered to take. */
function fromEvents(body: Uint8Array, id: number): Read<RpcAnswer> {
  const events = readEvents(body);
  if (!events.ok) return events;
  for (const { event, data } of events.value) {
    if (event !== "message") continue;
    const parsed = parseJson(data, "an event of the server");
    if (!parsed.ok) return parsed;
    const answer = answerTo(parsed.value, id);
    if (answer) return answer;
  }
  return { ok: false, why: "the server's events hold no answer" };
}

/** Undefined for what is no answer to this number. */
function answerTo(message: Json, id: number): Read<RpcAnswer> | undefined {
  if (!isJsonObject(message) || member(message, "id") !== id || Object.hasOwn(message, "method"))
    return undefined;
  const result = member(message, "result");
  const error = member(message, "error");
  if (member(message, "jsonrpc") !== "2.0" || (result === undefined) === (error === undefined))
    return { ok: false, why: "the server's answer is not of JSON-RPC 2.0" };
  if (isJsonObject(result)) return { ok: true, value: { result } };
  const code = isJsonObject(error) ? member(error, "code") : undefined;
  const text = isJsonObject(error) ? member(error, "message") : undefined;
  if (!Number.isSafeInteger(code) || typeof text !== "string")
    return { ok: false, why: "the server's answer has neither a result nor an error" };
  return { ok: true, value: { error: { code: code as number, message: text.slice(0, MESSAGE_UNITS) } } };
}

/**
 * Data from elsewhere (a file, a server, a guest) as plain data of ours: bounded in depth and number, without prototypes, so
 * that `__proto__` is a name like any other and writing it as JSON again never fails.
 */
import { copyPlain, toObject } from "../../policy/copy";
import type { Json, JsonObject } from "../../policy/json";

export type { Json, JsonObject };
export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly why: string };

const decoder = new TextDecoder("utf-8", { fatal: true });

/** A copy; undefined for what is no plain data, or too much of it. */
export function plainCopy(value: unknown): Json | undefined {
  const copy = copyPlain(value);
  return copy === undefined ? undefined : (toObject(copy) as Json);
}

/** Total on any text. `what` begins the sentence. */
export function parseJson(text: string, what: string): Read<Json> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { ok: false, why: `${what} is no JSON` };
  }
  const value = plainCopy(parsed);
  return value === undefined
    ? { ok: false, why: `${what} nests too deep or holds too much` }
    : { ok: true, value };
}

/** Total on any bytes. */
export function textOf(bytes: Uint8Array, what: string): Read<string> {
  try {
    return { ok: true, value: decoder.decode(bytes) };
  } catch {
    return { ok: false, why: `${what} is no text in UTF-8` };
  }
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own member: nothing that every object has. */
export function member(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

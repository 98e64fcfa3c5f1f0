/** Reading a parse tree that came as JSON: every access says what it expects, and what is not there is empty. */
import type { Json, JsonObject } from "../json";

export type { Json, JsonObject };

const EMPTY: JsonObject = Object.freeze({});

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
export function objectAt(node: JsonObject, key: string): JsonObject | null {
  const value = node[key];
  return isObject(value) ? value : null;
}
export function listAt(node: JsonObject, key: string): readonly Json[] {
  const value = node[key];
  return Array.isArray(value) ? value : [];
}
export function textAt(node: JsonObject, key: string): string {
  const value = node[key];
  return typeof value === "string" ? value : "";
}
export function flagAt(node: JsonObject, key: string): boolean {
  return node[key] === true;
}

/** `{ "FuncCall": {…} }` taken apart; null for the empty object, which stands for no node. */
export function unwrap(value: Json | undefined): { readonly type: string; readonly node: JsonObject } | null {
  if (!isObject(value)) return null;
  const keys = Object.keys(value);
  const type = keys[0];
  if (type === undefined || keys.length !== 1) return null;
  return { type, node: objectAt(value, type) ?? EMPTY };
}

/** The node of this type that a field wraps. */
export function wrappedAt(node: JsonObject, key: string, type: string): JsonObject | null {
  const found = unwrap(node[key]);
  return found?.type === type ? found.node : null;
}

/** The texts of a list of String nodes, in order; other nodes (`*`, subscripts) are left out. */
export function names(list: readonly Json[]): string[] {
  const found: string[] = [];
  for (const item of list) {
    const part = unwrap(item);
    if (part?.type === "String") found.push(textAt(part.node, "sval"));
  }
  return found;
}

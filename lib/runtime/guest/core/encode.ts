/**
 * JSON of what a call hands over. Not the language's own for whole values: that asks prototypes for `toJSON`, which an
 * agent may have put there.
 */
import { isArray, jsonStringify, objectKeys } from "./intrinsics";

export function encode(value: unknown): string {
  if (typeof value === "string") return jsonStringify(value);
  // Not the infinite ones, nor what is no number; of the others JSON is what the language writes.
  if (typeof value === "number") return value - value === 0 ? `${value}` : "null";
  if (value === null || value === undefined) return "null";
  if (isArray(value)) return encodeList(value);
  if (typeof value === "object") return encodeTable(value as Readonly<Record<string, unknown>>);
  if (typeof value === "bigint" || typeof value === "function" || typeof value === "symbol") return "null";
  return jsonStringify(value);
}

function encodeList(list: readonly unknown[]): string {
  let text = "[";
  for (let at = 0; at < list.length; at++) text += (at === 0 ? "" : ",") + encode(list[at]);
  return `${text}]`;
}

function encodeTable(table: Readonly<Record<string, unknown>>): string {
  const names = objectKeys(table);
  let text = "{";
  for (let at = 0; at < names.length; at++) {
    const name = names[at] as string;
    const value = table[name];
    if (value === undefined) continue;
    text += `${text === "{" ? "" : ","}${jsonStringify(name)}:${encode(value)}`;
  }
  return `${text}}`;
}

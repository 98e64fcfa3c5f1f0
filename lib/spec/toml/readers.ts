/**
 * The two readers of TOML, each behind a total function: smol-toml for the values, toml-eslint-parser for the places.
 * What they throw becomes a fault with a sentence and a place; nothing they do reaches the caller as an exception.
 */
import { parse } from "smol-toml";
import { ParseError, parseTOML } from "toml-eslint-parser";
import { MAX_DEPTH } from "./agree";
import type { LineIndex, Span } from "./text";
import { buildTree, TomlConflict, type TomlTable } from "./tree";

export type TomlFaultKind = "not-text" | "too-large" | "too-deep" | "too-much" | "syntax" | "disagreement";
export interface TomlFault {
  readonly kind: TomlFaultKind;
  /** What is wrong, as the second half of a sentence for a syntax fault, as a sentence otherwise. */
  readonly message: string;
  readonly span: Span;
}
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: TomlFault };

export const TOO_DEEP = `Values are nested deeper than ${MAX_DEPTH} levels.`;

/** Sentences for the most frequent slips; anything else is told in the words of the reader. */
const PLAIN_WORDS: readonly (readonly [string, string])[] = [
  ["invalid value", "a value is expected here, and a text stands in quotes"],
  [
    "control characters are not allowed in strings",
    "a text ends on the line where it begins, with the quotation mark that it began with",
  ],
  ["expected comma or end of structure", "a comma or the closing bracket is missing here"],
  ["trying to redefine", "this is already defined above"],
  ["each key-value declaration must be followed", "one key and its value stand on a line"],
  ["illegal character in key", 'a key, "=" and a value are expected here'],
  ["cannot find end of key", 'a key, "=" and a value are expected here'],
];

export function readValues(text: string, lines: LineIndex): Read<unknown> {
  try {
    return { ok: true, value: parse(text, { integersAsBigInt: true, maxDepth: MAX_DEPTH }) };
  } catch (thrown) {
    const line = thrown instanceof Error ? (thrown.message.split("\n", 1)[0] ?? "") : "";
    const reason = line.replace(/^Invalid TOML document: /, "") || "it cannot be read";
    const at = positionOf(thrown);
    const start = at === null ? 0 : lines.offset(at.line, at.column);
    const span = { start, end: start + 1 };
    if (reason.includes("excessive"))
      return { ok: false, fault: { kind: "too-deep", message: TOO_DEEP, span } };
    const plain = PLAIN_WORDS.find(([part]) => reason.includes(part));
    return { ok: false, fault: { kind: "syntax", message: plain?.[1] ?? reason, span } };
  }
}

function positionOf(thrown: unknown): { readonly line: number; readonly column: number } | null {
  if (typeof thrown !== "object" || thrown === null || !("line" in thrown) || !("column" in thrown))
    return null;
  const { line, column } = thrown;
  return typeof line === "number" && typeof column === "number" ? { line, column } : null;
}

export function readTree(text: string): Read<TomlTable> {
  try {
    return { ok: true, value: buildTree(parseTOML(text, { tomlVersion: "1.1" }), text) };
  } catch (thrown) {
    return { ok: false, fault: faultOfTree(thrown) };
  }
}

function faultOfTree(thrown: unknown): TomlFault {
  if (thrown instanceof ParseError) {
    const message = thrown.message.slice(0, 1).toLowerCase() + thrown.message.slice(1);
    return { kind: "syntax", message, span: { start: thrown.index, end: thrown.index + 1 } };
  }
  if (thrown instanceof TomlConflict)
    return { kind: "syntax", message: "this is already defined", span: thrown.span };
  // It gives up on single texts and numbers of some hundred thousand characters, and on nesting that the other
  // reader has refused before.
  return {
    kind: "too-much",
    message: "A text or number in this file is too long to be read.",
    span: { start: 0, end: 1 },
  };
}

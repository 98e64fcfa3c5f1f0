/**
 * Holds the tree of one reader against the values of the other, value by value.
 *
 * Guarantees: only what both readers understand alike passes, so that a file cannot mean one thing to the editor and
 * another to the engine. Bounded by the depth cap; never throws.
 */
import { TomlDate } from "smol-toml";
import type { Span } from "./text";
import type { TomlNode, TomlScalar, TomlTable } from "./tree";

/** The language needs six levels; the rest is for data in tests. */
export const MAX_DEPTH = 64;

export type Disagreement =
  | { readonly kind: "differs"; readonly span: Span }
  | { readonly kind: "too-deep"; readonly span: Span };

export function findDisagreement(value: unknown, node: TomlNode, depth = 0): Disagreement | null {
  if (depth > MAX_DEPTH) return { kind: "too-deep", span: node.span };
  if (node.kind === "table") return compareTable(value, node, depth);
  if (node.kind !== "array") return sameScalar(value, node) ? null : { kind: "differs", span: node.span };
  if (!Array.isArray(value) || value.length !== node.items.length)
    return { kind: "differs", span: node.span };
  for (const [index, item] of node.items.entries()) {
    const found = findDisagreement(value[index], item, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function compareTable(value: unknown, node: TomlTable, depth: number): Disagreement | null {
  if (!isTable(value)) return { kind: "differs", span: node.span };
  for (const [name, entry] of node.entries) {
    if (!Object.hasOwn(value, name)) return { kind: "differs", span: entry.keys[0] ?? node.span };
    const found = findDisagreement(value[name], entry.node, depth + 1);
    if (found !== null) return found;
  }
  return Object.keys(value).length === node.entries.size ? null : { kind: "differs", span: node.span };
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function sameScalar(value: unknown, node: TomlScalar): boolean {
  switch (node.kind) {
    case "string":
    case "boolean":
    case "integer":
      return value === node.value;
    case "float":
      return typeof value === "number" && Object.is(value, node.value);
    default:
      return (
        value instanceof TomlDate && dateKind(value) === node.kind && sameDate(value, String(node.value))
      );
  }
}

function dateKind(date: TomlDate): TomlScalar["kind"] {
  if (date.isDate()) return "local-date";
  if (date.isTime()) return "local-time";
  return date.isLocal() ? "local-date-time" : "offset-date-time";
}

/** To the millisecond: that is what the other reader keeps. */
function sameDate(date: TomlDate, written: string): boolean {
  const parts = normaliseDate(written);
  if (parts === null) return false;
  try {
    const [text = "", fraction = ""] = splitFraction(date.toISOString());
    return (
      text === parts.text && fraction.padEnd(3, "0").slice(0, 3) === parts.fraction.padEnd(3, "0").slice(0, 3)
    );
  } catch {
    return false;
  }
}

function splitFraction(iso: string): [string, string] {
  const match = /^(.*:[0-9]{2})\.([0-9]+)(.*)$/.exec(iso);
  return match === null ? [iso, ""] : [`${match[1]}${match[3]}`, match[2] ?? ""];
}

/** One spelling for every date and time: `T`, `Z`, seconds written out, the fraction apart and without its zeros. */
export function normaliseDate(written: string): { readonly text: string; readonly fraction: string } | null {
  const match =
    /^([0-9]{4}-[0-9]{2}-[0-9]{2})?[Tt ]?(?:([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:\.([0-9]+))?([Zz]|[+-][0-9]{2}:[0-9]{2})?)?$/.exec(
      written,
    );
  if (match === null) return null;
  const [, date = "", time, seconds = ":00", fraction = "", offset = ""] = match;
  const clock = time === undefined ? "" : `${time}${seconds}`;
  const text = `${date}${date !== "" && clock !== "" ? "T" : ""}${clock}${offset.toUpperCase()}`;
  return { text, fraction: fraction.replace(/0+$/, "") };
}

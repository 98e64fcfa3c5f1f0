/** `console.table`: rows and columns between lines. */
import { invalidArgType } from "../core/errors";
import { getStringWidth, inspect } from "../packages/inspect";

const INDEX = "(index)";
const KEY = "Key";
const ITERATION = "(iteration index)";
const VALUES = "Values";

function shown(value: unknown): string {
  const depth =
    value !== null && typeof value === "object" && !Array.isArray(value) && Object.keys(value).length > 2
      ? -1
      : 0;
  return inspect(value, { maxArrayLength: 3, breakLength: Number.POSITIVE_INFINITY, depth });
}

function drawn(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map(
    (name, at) => Math.max(getStringWidth(name), ...rows.map((row) => getStringWidth(row[at] ?? ""))) + 2,
  );
  const line = (cells: readonly string[]) =>
    `│${cells
      .map((cell, at) => {
        const space = (widths[at] ?? 0) - getStringWidth(cell);
        const left = Math.floor(space / 2);
        return " ".repeat(left) + cell + " ".repeat(space - left);
      })
      .join("│")}│\n`;
  const bar = (left: string, middle: string, right: string) =>
    left + widths.map((width) => "─".repeat(width)).join(middle) + right;
  const body = rows.map((row) => line(head.map((_, at) => row[at] ?? ""))).join("");
  return `${bar("┌", "┬", "┐")}\n${line(head)}${bar("├", "┼", "┤")}\n${body}${bar("└", "┴", "┘")}`;
}

/** Undefined: it is no table, and is shown as anything else. */
export function table(data: unknown, columns?: unknown): string | undefined {
  if (data === null || typeof data !== "object") return undefined;
  if (columns !== undefined && !Array.isArray(columns)) throw invalidArgType("properties", "Array", columns);
  if (data instanceof Map) {
    const rows = [...data].map(([key, value], at) => [String(at), shown(key), shown(value)]);
    return drawn([ITERATION, KEY, VALUES], rows);
  }
  if (data instanceof Set) {
    return drawn(
      [ITERATION, VALUES],
      [...data].map((value, at) => [String(at), shown(value)]),
    );
  }
  const names: string[] = columns === undefined ? [] : columns.map(String);
  const cells: Record<string, string>[] = [];
  const values: (string | undefined)[] = [];
  const keys = Object.keys(data);
  for (const key of keys) {
    const item = (data as Record<string, unknown>)[key];
    const isPrimitive = item === null || (typeof item !== "object" && typeof item !== "function");
    values.push(isPrimitive ? shown(item) : undefined);
    const row: Record<string, string> = {};
    if (!isPrimitive) {
      for (const name of columns === undefined ? Object.keys(item as object) : names) {
        if (!Object.hasOwn(item as object, name)) continue;
        if (!names.includes(name)) names.push(name);
        row[name] = shown((item as Record<string, unknown>)[name]);
      }
    }
    cells.push(row);
  }
  const hasValues = values.some((value) => value !== undefined);
  const head = [INDEX, ...names, ...(hasValues ? [VALUES] : [])];
  const rows = keys.map((key, at) => [
    key,
    ...names.map((name) => cells[at]?.[name] ?? ""),
    ...(hasValues ? [values[at] ?? ""] : []),
  ]);
  return drawn(head, rows);
}

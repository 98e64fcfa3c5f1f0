/**
 * TOML as a tree that knows where everything stands: every key, every value, every element.
 *
 * Built from the syntax tree of one reader; `agree.ts` holds it against the values of the other. Keys live in Maps,
 * so that `__proto__` and `constructor` are names like any other.
 */
import type { AST } from "toml-eslint-parser";
import type { Span } from "./text";

export type TomlScalarKind =
  | "string"
  | "integer"
  | "float"
  | "boolean"
  | "offset-date-time"
  | "local-date-time"
  | "local-date"
  | "local-time";

export interface TomlScalar {
  readonly kind: TomlScalarKind;
  /** Integers as bigint, dates and times as they are written. */
  readonly value: string | bigint | number | boolean;
  readonly span: Span;
}
export interface TomlArray {
  readonly kind: "array";
  readonly items: TomlNode[];
  span: Span;
  /** Whether it was written as `[[header]]`s, and so may grow. */
  readonly ofTables: boolean;
}
export interface TomlTable {
  readonly kind: "table";
  readonly entries: Map<string, TomlEntry>;
  span: Span;
  /** Whether the table is an inline one, and so is closed. */
  readonly inline: boolean;
}
export type TomlNode = TomlScalar | TomlArray | TomlTable;
export interface TomlEntry {
  readonly node: TomlNode;
  /** Every place where the key is written; the most explicit one first. */
  readonly keys: Span[];
}

/** The two readers cannot agree, because this syntax tree has no one meaning. */
export class TomlConflict extends Error {
  readonly span: Span;
  constructor(span: Span) {
    super("conflicting definitions");
    this.span = span;
  }
}

type KeyNode = AST.TOMLBare | AST.TOMLQuoted;

export function buildTree(program: AST.TOMLProgram, text: string): TomlTable {
  const root = newTable({ start: 0, end: 0 }, false);
  for (const part of program.body[0].body) {
    if (part.type === "TOMLKeyValue") assign(root, part);
    else {
      const table = openTable(root, part, text);
      for (const pair of part.body) assign(table, pair);
    }
  }
  return root;
}

function newTable(span: Span, inline: boolean): TomlTable {
  return { kind: "table", entries: new Map(), span, inline };
}

function spanOf(node: { readonly range: readonly [number, number] }): Span {
  return { start: node.range[0], end: node.range[1] };
}

function nameOf(key: KeyNode): string {
  return key.type === "TOMLBare" ? key.name : key.value;
}

/** The table that a `[header]` or `[[header]]` opens. */
function openTable(root: TomlTable, part: AST.TOMLTable, text: string): TomlTable {
  const keys = part.key.keys;
  const parent = descend(root, keys.slice(0, -1));
  const last = lastOf(keys, part);
  const span = { start: part.range[0], end: endOfHeader(part, text) };
  const existing = parent.entries.get(nameOf(last));
  if (part.kind === "array") {
    const table = newTable(span, false);
    if (existing === undefined) {
      const node: TomlArray = { kind: "array", items: [table], span, ofTables: true };
      parent.entries.set(nameOf(last), { node, keys: [spanOf(last)] });
    } else if (existing.node.kind === "array" && existing.node.ofTables) {
      existing.node.items.push(table);
      existing.keys.push(spanOf(last));
    } else throw new TomlConflict(spanOf(last));
    return table;
  }
  if (existing === undefined) {
    const table = newTable(span, false);
    parent.entries.set(nameOf(last), { node: table, keys: [spanOf(last)] });
    return table;
  }
  if (existing.node.kind !== "table" || existing.node.inline) throw new TomlConflict(spanOf(last));
  // Was only implied so far, by a longer header: its own header is the better place to point at.
  existing.node.span = span;
  existing.keys.unshift(spanOf(last));
  return existing.node;
}

function lastOf(keys: readonly KeyNode[], at: { readonly range: readonly [number, number] }): KeyNode {
  const last = keys[keys.length - 1];
  if (last === undefined) throw new TomlConflict(spanOf(at));
  return last;
}

function endOfHeader(part: AST.TOMLTable, text: string): number {
  const close = text.indexOf("]", part.key.range[1]);
  return close === -1 ? part.key.range[1] : close + (part.kind === "array" ? 2 : 1);
}

/** Walks along keys, creating what is only implied; through an array of tables it means the last one. */
function descend(from: TomlTable, keys: readonly KeyNode[]): TomlTable {
  let table = from;
  for (const key of keys) {
    const entry = table.entries.get(nameOf(key));
    if (entry === undefined) {
      const implied = newTable(spanOf(key), false);
      table.entries.set(nameOf(key), { node: implied, keys: [spanOf(key)] });
      table = implied;
      continue;
    }
    entry.keys.push(spanOf(key));
    const node = entry.node.kind === "array" && entry.node.ofTables ? entry.node.items.at(-1) : entry.node;
    if (node?.kind !== "table" || node.inline) throw new TomlConflict(spanOf(key));
    table = node;
  }
  return table;
}

function assign(table: TomlTable, pair: AST.TOMLKeyValue): void {
  const last = lastOf(pair.key.keys, pair);
  const parent = descend(table, pair.key.keys.slice(0, -1));
  if (parent.entries.has(nameOf(last))) throw new TomlConflict(spanOf(last));
  parent.entries.set(nameOf(last), { node: contentOf(pair.value), keys: [spanOf(last)] });
}

function contentOf(node: AST.TOMLContentNode): TomlNode {
  const span = spanOf(node);
  if (node.type === "TOMLArray") {
    return { kind: "array", items: node.elements.map(contentOf), span, ofTables: false };
  }
  if (node.type === "TOMLInlineTable") {
    // Open while it is filled, so that dotted keys inside may share a table; closed for everyone else.
    const open = newTable(span, false);
    for (const pair of node.body) assign(open, pair);
    return { kind: "table", entries: open.entries, span, inline: true };
  }
  if (node.kind === "integer") return { kind: node.kind, value: node.bigint, span };
  if (node.kind === "string" || node.kind === "float" || node.kind === "boolean") {
    return { kind: node.kind, value: node.value, span };
  }
  return { kind: node.kind, value: node.datetime, span };
}

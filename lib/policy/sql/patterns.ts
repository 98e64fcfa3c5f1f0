/**
 * The name patterns of a spec: `orders`, `public.orders`, `*.secrets`, `db.schema.table`, and the same for functions.
 * Schema and name are matched each by itself, so that a table called "public.orders" in one quoted word is not the
 * table orders in public.
 */

import { parseTextGlob, type Segment, type Sequence } from "../match/glob";
import { GlobFault } from "../match/glob-fault";
import { matchSegment } from "../match/segment-glob";
import type { TableRef } from "./facts";

/** The last three segments of a pattern; those that it does not have are null. */
export interface NamePattern {
  readonly database: Segment | null;
  readonly schema: Segment | null;
  readonly name: Segment;
}

/** All alternatives of a pattern (`{a,b}`), or what is wrong with it. */
export function parseNamePattern(pattern: string): readonly NamePattern[] | GlobFault {
  const sequences = parseTextGlob(pattern, ".");
  if (sequences instanceof GlobFault) return sequences;
  const parsed: NamePattern[] = [];
  for (const sequence of sequences) {
    const name = sequence.at(-1);
    if (name === undefined || sequence.length > 3) return new GlobFault("it has more than three parts", 0);
    parsed.push({ database: partOf(sequence, 3), schema: partOf(sequence, 2), name });
  }
  return parsed;
}

function partOf(sequence: Sequence, fromEnd: number): Segment | null {
  return sequence.at(-fromEnd) ?? null;
}

function matches(segment: Segment, text: string): boolean {
  return segment === "**" || matchSegment(segment, text, 0, text.length);
}

/** Separators: a table called "/etc/passwd" or "https://…" is a file or an address to some engines. */
const ODD_NAME = /[./\\:]/;

/** For grants: a wildcard does not stand for separators; a pattern without schema means `public`. */
export function grantsTable(pattern: NamePattern, table: TableRef): boolean {
  if (table.every) return grantsEvery(pattern, table.schema);
  if (pattern.database !== null) {
    if (table.database === undefined || !grants(pattern.database, table.database)) return false;
  }
  if (pattern.schema === null) {
    if (table.schema !== "public" && !isAnything(pattern.name)) return false;
  } else if (!grants(pattern.schema, table.schema)) return false;
  return grants(pattern.name, table.name);
}

/** All tables of a schema, or of all: only what names no single table can grant that. */
function grantsEvery({ schema, name }: NamePattern, ofSchema: string): boolean {
  if (!isAnything(name)) return false;
  if (schema === null || isAnything(schema)) return true;
  return ofSchema !== "*" && grants(schema, ofSchema);
}

/** A lone `*` is every name in every schema, as everywhere in a spec. */
function isAnything(segment: Segment): boolean {
  return segment === "**" || segment.pattern === "*";
}

function grants(segment: Segment, text: string): boolean {
  if (!matches(segment, text)) return false;
  return !ODD_NAME.test(text) || (segment !== "**" && segment.literal === text);
}

/** For denials: what a pattern leaves out (schema, database) may be anything, and so is a part of the table's. */
export function deniesTable(pattern: NamePattern, table: TableRef): boolean {
  if (
    table.every &&
    (table.schema === "*" || pattern.schema === null || matches(pattern.schema, table.schema))
  )
    return true;
  if (pattern.schema !== null && !matches(pattern.schema, table.schema)) return false;
  return matches(pattern.name, table.name);
}

/**
 * Functions: `name` for PostgreSQL's own and unqualified ones, `schema.name` for others. A grant without a schema also
 * grants the one in public; a grant with a schema grants no unqualified call, which may mean another function.
 */
export function grantsFunction(pattern: NamePattern, called: string): boolean {
  if (called.includes('"')) return false;
  // What cannot be seen may call anything.
  if (called === "*")
    return isAnything(pattern.name) && (pattern.schema === null || isAnything(pattern.schema));
  const { schema, name } = split(called);
  if (pattern.schema === null)
    return (
      isAnything(pattern.name) || ((schema === null || schema === "public") && matches(pattern.name, name))
    );
  return schema !== null && matches(pattern.schema, schema) && matches(pattern.name, name);
}

export function deniesFunction(pattern: NamePattern, called: string): boolean {
  const { schema, name } = split(called);
  if (called === "*") return true;
  if (pattern.schema !== null && schema !== null && !matches(pattern.schema, schema)) return false;
  return matches(pattern.name, name);
}

/** Columns are only taken for a denied function when the pattern names something: `*` would forbid every column. */
export function deniesAttribute(pattern: NamePattern, name: string): boolean {
  return !isAnything(pattern.name) && matches(pattern.name, name);
}

function split(called: string): { readonly schema: string | null; readonly name: string } {
  const dot = called.indexOf(".");
  return dot === -1
    ? { schema: null, name: called }
    : { schema: called.slice(0, dot), name: called.slice(dot + 1) };
}

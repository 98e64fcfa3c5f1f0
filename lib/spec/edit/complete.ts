/**
 * What can be written at the cursor: tables, keys that the table does not have yet, words of the language, examples.
 *
 * Guarantees: total for any text and offset; everything that is offered comes from the definition that validates.
 */
import type { SpecPath } from "../diagnostics/diagnostic";
import { writeKey, writeText } from "../diagnostics/fixes";
import { keysAt } from "../schema/walk";
import type { Span } from "../toml/text";
import { describeKey, describeName, exampleTextsAt, shapeAt, textsAt } from "./describe";
import { NO_NAMES, namesAt, type WorkspaceNames } from "./names";
import { type Place, placeAt } from "./place";
import { readSketch } from "./read-sketch";
import type { Sketch } from "./sketch";
import { writtenAt } from "./walk-sketch";

export interface Completion {
  readonly kind: "section" | "key" | "word" | "name" | "example";
  readonly label: string;
  /** Type and default, in words. */
  readonly detail: string;
  readonly description: string;
  /** With `$0` where the cursor goes; what `\`, `$` and `}` mean is escaped. */
  readonly insert: string;
  /** Whether something can be offered right behind it. */
  readonly asksAgain: boolean;
  /** Among others: what a table cannot do without comes first. */
  readonly rank: number;
}
export interface Completions {
  readonly span: Span;
  readonly items: readonly Completion[];
}

export function completeAt(text: string, offset: number, names: WorkspaceNames = NO_NAMES): Completions {
  const sketch = readSketch(text);
  const place = placeAt(sketch, offset);
  if (place.at === "nowhere") return { span: { start: offset, end: offset }, items: [] };
  const items =
    place.at === "header"
      ? sectionsFor(sketch, names, place)
      : place.at === "key"
        ? keysFor(sketch, names, place)
        : valuesFor(place, namesAt(place.path, names));
  return { span: place.span, items };
}

/** Every table of the language that has a header of its own, below some path. */
function tablesBelow(path: readonly string[]): Table[] {
  return keysAt(path).flatMap((key) => {
    const inner = [...path, key];
    const shape = shapeAt(inner);
    if (shape === "tables") return [{ path: inner, each: true, named: false }];
    if (shape === "named" && inner.length < 3) return [{ path: inner, each: false, named: true }];
    if (shape !== "table" || inner.length > 2) return [];
    const below = tablesBelow(inner);
    return below.length > 0 ? below : [{ path: inner, each: false, named: false }];
  });
}

interface Table {
  readonly path: readonly string[];
  readonly each: boolean;
  readonly named: boolean;
}

/** Those of the language, and the tools of the workspace, each of which has a table of its own. */
function allTables({ tools }: WorkspaceNames): Table[] {
  const own = tools.map((name) => ({ path: ["capabilities", "tools", name], each: false, named: false }));
  return [...tablesBelow([]), ...own];
}

interface HeaderPlace {
  readonly before: readonly string[];
  readonly each: boolean;
}

/** `place` is null where no bracket is there yet. */
function sectionsFor(sketch: Sketch, names: WorkspaceNames, place: HeaderPlace | null): Completion[] {
  const headers = new Set(sketch.sections.map(({ parts }) => JSON.stringify(parts.map(({ name }) => name))));
  const before = place?.before ?? [];
  return allTables(names)
    .filter(({ path }) => path.length > before.length && before.every((name, index) => name === path[index]))
    .filter((table) => table.each || table.named || !headers.has(JSON.stringify(table.path)))
    .filter(({ each }) => place === null || each === place.each)
    .map((table) => sectionOf(table, before.length, place === null));
}

function sectionOf({ path, each, named }: Table, from: number, brackets: boolean): Completion {
  const name = path.slice(from).map(writeKey).join(".");
  const [open, close] = !brackets ? ["", ""] : each ? ["[[", "]]"] : ["[", "]"];
  const inner = named ? `${snippet(name)}.\${0:NAME}` : snippet(name);
  return {
    kind: "section",
    label: `${open}${name}${named ? ".NAME" : ""}${close}`,
    detail: "table",
    description: (describeKey(path) ?? describeName(path))?.description ?? "",
    insert: `${open}${inner}${close}${brackets && !named ? "\n$0" : ""}`,
    asksAgain: false,
    rank: brackets ? 3 : 1,
  };
}

function keysFor(sketch: Sketch, names: WorkspaceNames, place: Place & { at: "key" }): Completion[] {
  const { path, span, starts } = place;
  const written = writtenAt(sketch, path);
  const own = sketch.text.slice(span.start, span.end);
  const keys = keysAt(path, (key) => written.get(key) ?? undefined)
    .filter((key) => key === own || !written.has(key))
    .filter((key) => path.length > 0 || !["table", "tables"].includes(shapeAt([key])))
    .map((key) => keyCompletion([...path, key], isFollowedByEquals(sketch.text, span.end)));
  return starts ? [...keys, ...sectionsFor(sketch, names, null)] : keys;
}

const isFollowedByEquals = (text: string, offset: number) => /^[ \t]*=/.test(text.slice(offset, offset + 64));

function keyCompletion(path: SpecPath, hasEquals: boolean): Completion {
  const reference = describeKey(path);
  const name = writeKey(String(path.at(-1)));
  return {
    kind: "key",
    label: name,
    detail: detailOf(path),
    description: reference?.description ?? "",
    insert: snippet(name) + (hasEquals ? "" : ` = ${EMPTY[shapeAt(path)]}`),
    asksAgain: !hasEquals && isKnown(path),
    rank: reference?.required ? 0 : 1,
  };
}

const EMPTY: Readonly<Record<ReturnType<typeof shapeAt>, string>> = {
  table: "{ $0 }",
  tables: "[$0]",
  named: "{ $0 }",
  list: '["$0"]',
  truth: "$0",
  text: '"$0"',
  number: "$0",
  other: "$0",
};

/** Whether the language has words for what stands there. */
function isKnown(path: SpecPath): boolean {
  const shape = shapeAt(path);
  return shape === "truth" || textsAt(shape === "list" ? [...path, 0] : path).length > 0;
}

function detailOf(path: SpecPath): string {
  const reference = describeKey(path);
  if (reference === null) return "";
  const { type, required, default: fallback } = reference;
  return `${type}${required ? ", needed" : fallback === null ? "" : `, default ${fallback}`}`;
}

function valuesFor(
  { path, quoted, siblings }: Place & { at: "value" },
  named: readonly string[],
): Completion[] {
  const write = (text: string) => {
    const escaped = writeText(text);
    return snippet(quoted ? escaped.slice(1, -1) : escaped);
  };
  const shape = shapeAt(path);
  if (shape === "truth" && !quoted) return ["true", "false"].map((word) => offered("word", word, word, path));
  if (shape === "list" && !quoted) return listsFor(path);
  const known = textsAt(path);
  const kinds: readonly (readonly [Completion["kind"] & ("word" | "name" | "example"), readonly string[]])[] =
    [
      ["name", named],
      ["word", known],
      ["example", known.length > 0 ? [] : exampleTextsAt(path)],
    ];
  const told = new Set(siblings);
  return kinds.flatMap(([kind, texts]) =>
    texts.flatMap((text) => {
      if (told.has(text)) return [];
      told.add(text);
      return [offered(kind, text, write(text), path)];
    }),
  );
}

function offered(
  kind: "word" | "name" | "example",
  label: string,
  insert: string,
  path: SpecPath,
): Completion {
  const field = typeof path.at(-1) === "number" ? path.slice(0, -1) : path;
  const description = describeKey(field)?.description ?? "";
  const isDefault = describeKey(path)?.default === (insert === label ? label : insert);
  const detail = kind === "word" ? (isDefault ? "default" : "") : DETAILS[kind];
  return { kind, label, detail, description, insert, asksAgain: false, rank: kind === "example" ? 2 : 1 };
}

const DETAILS = { name: "in this workspace", example: "for example" } as const;

/** Where a list goes and nothing stands yet. */
function listsFor(path: SpecPath): Completion[] {
  return [{ ...offered("word", "[ ]", '["$0"]', path), detail: detailOf(path), asksAgain: isKnown(path) }];
}

/** A text in which the editor finds nothing to replace. */
function snippet(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}

/**
 * Where the cursor is, in the words of the language: in a header, at a key, at a value.
 *
 * Guarantees: total for any text and offset; `span` lies inside the text and holds the cursor: it is what a completion
 * replaces.
 */
import type { SpecPath } from "../diagnostics/diagnostic";
import type { Span } from "../toml/text";
import type { Sketch, SketchPair, SketchPart, SketchValue } from "./sketch";
import { covers, placeSections } from "./walk-sketch";

export type Place =
  /** `before` are the names in front of the one that is being typed. */
  | { readonly at: "header"; readonly each: boolean; readonly before: readonly string[]; readonly span: Span }
  /** `path` is the table that the key goes into; `starts` where it is the first thing of its line. */
  | { readonly at: "key"; readonly path: SpecPath; readonly span: Span; readonly starts: boolean }
  | {
      readonly at: "value";
      readonly path: SpecPath;
      readonly span: Span;
      /** Between quotes: what is put in is written as text there. */
      readonly quoted: boolean;
      /** What the list around it holds already. */
      readonly siblings: readonly string[];
    }
  | { readonly at: "nowhere" };

const NOWHERE: Place = { at: "nowhere" };

export function placeAt(sketch: Sketch, offset: number): Place {
  const inComment = sketch.comments.some(({ start, end }) => start < offset && offset <= end);
  const found = placeSections(sketch).findLast(({ section }) => section.span.start <= offset);
  if (inComment || found === undefined) return NOWHERE;
  const { section, path } = found;
  const { header, closed, kind, parts, pairs } = section;
  const open = kind === "each" ? 2 : 1;
  if (kind !== "top" && offset < header.start + open) return NOWHERE;
  if (kind !== "top" && offset <= header.end - (closed ? open : 0)) {
    const { before, span } = partAt(parts, offset);
    return { at: "header", each: kind === "each", before, span };
  }
  const pair = pairs.find(({ span }) => covers(span, offset));
  if (pair !== undefined) return inPair(pair, path, offset, startsLine(sketch.text, pair.span.start));
  if (startsLine(sketch.text, offset)) return { at: "key", path, span: none(offset), starts: true };
  return behindEquals(sketch.text, pairs, path, offset);
}

const none = (offset: number): Span => ({ start: offset, end: offset });

function startsLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset).trim() === "";
}

/** Blanks behind a "=" without a value belong to no pair, and are where the value goes. */
function behindEquals(text: string, pairs: readonly SketchPair[], base: SpecPath, offset: number): Place {
  const pair = pairs.findLast(({ span }) => span.end <= offset);
  if (pair?.equals == null || pair.value !== null) return NOWHERE;
  if (text.slice(pair.equals + 1, offset).trim() !== "") return NOWHERE;
  if (text.slice(pair.equals, offset).includes("\n")) return NOWHERE;
  return valueAt([...base, ...names(pair.parts)], none(offset));
}

const names = (parts: readonly SketchPart[]) => parts.map(({ name }) => name);

function partAt(parts: readonly SketchPart[], offset: number): { before: readonly string[]; span: Span } {
  const index = parts.findIndex(({ span }) => covers(span, offset));
  if (index !== -1) return { before: names(parts.slice(0, index)), span: (parts[index] as SketchPart).span };
  return { before: names(parts.filter(({ span }) => span.end < offset)), span: none(offset) };
}

function inPair(
  { parts, equals, value }: SketchPair,
  base: SpecPath,
  offset: number,
  starts: boolean,
): Place {
  const keyEnd = parts.at(-1)?.span.end ?? 0;
  if (offset <= keyEnd) {
    const { before, span } = partAt(parts, offset);
    return { at: "key", path: [...base, ...before], span, starts: starts && before.length === 0 };
  }
  if (equals === null || offset <= equals) return NOWHERE;
  const path = [...base, ...names(parts)];
  return value === null ? valueAt(path, none(offset)) : inValue(value, path, offset, []);
}

function valueAt(path: SpecPath, span: Span, quoted = false, siblings: readonly string[] = []): Place {
  return { at: "value", path, span, quoted, siblings };
}

function inValue(value: SketchValue, path: SpecPath, offset: number, siblings: readonly string[]): Place {
  const { span } = value;
  if (!covers(span, offset)) return NOWHERE;
  if (value.kind === "word") return valueAt(path, span, false, siblings);
  if (value.kind === "text") {
    return covers(value.inner, offset) ? valueAt(path, value.inner, true, siblings) : NOWHERE;
  }
  if (offset === span.start || (value.closed && offset === span.end)) return NOWHERE;
  return value.kind === "list" ? inList(value.items, path, offset) : inTable(value.pairs, path, offset);
}

function inList(items: readonly SketchValue[], path: SpecPath, offset: number): Place {
  const index = items.findIndex(({ span }) => covers(span, offset));
  const texts = items.flatMap((item, at) => (item.kind === "text" && at !== index ? [item.text] : []));
  const item = items[index];
  if (item !== undefined) return inValue(item, [...path, index], offset, texts);
  const before = items.filter(({ span }) => span.end <= offset).length;
  return valueAt([...path, before], none(offset), false, texts);
}

function inTable(pairs: readonly SketchPair[], path: SpecPath, offset: number): Place {
  const pair = pairs.find(({ span }) => covers(span, offset));
  if (pair !== undefined) return inPair(pair, path, offset, false);
  const last = pairs.findLast(({ span }) => span.end <= offset);
  if (last?.equals != null && last.value === null)
    return valueAt([...path, ...names(last.parts)], none(offset));
  return { at: "key", path, span: none(offset), starts: false };
}

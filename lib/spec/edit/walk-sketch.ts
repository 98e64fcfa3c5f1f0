/** Gives everything in a sketch its path, as the loader would: keys from the root, elements by their index. */
import type { SpecPath } from "../diagnostics/diagnostic";
import type { Span } from "../toml/text";
import type { Sketch, SketchPair, SketchPart, SketchSection, SketchValue } from "./sketch";

export interface PlacedSection {
  readonly section: SketchSection;
  /** Of the table that its keys go into: `["test", 1]` for the second `[[test]]`. */
  readonly path: SpecPath;
}

export function placeSections({ sections }: Sketch): PlacedSection[] {
  const counts = new Map<string, number>();
  return sections.map((section) => {
    const path: (string | number)[] = [];
    section.parts.forEach(({ name }, index) => {
      path.push(name);
      const key = JSON.stringify(path);
      const isLast = index === section.parts.length - 1;
      if (isLast && section.kind === "each") counts.set(key, (counts.get(key) ?? -1) + 1);
      // Through an array of tables a header means the last one.
      const count = counts.get(key);
      if (count !== undefined) path.push(count);
    });
    return { section, path };
  });
}

/** Something that is named, and what stands there. */
export interface Visited {
  readonly path: SpecPath;
  /** The name, where it is a key that gives it; elements of a list have none. */
  readonly part: SketchPart | null;
  readonly value: SketchValue | null;
}

/** Every key and every element, in the order of the text. Headers are keys without a value. */
export function visitSketch(sketch: Sketch, visit: (visited: Visited) => void): void {
  for (const { section, path } of placeSections(sketch)) {
    let at = 0;
    for (const part of section.parts) {
      at = path.indexOf(part.name, at) + 1;
      visit({ path: path.slice(0, at), part, value: null });
    }
    for (const pair of section.pairs) visitPair(pair, path, visit);
  }
}

function visitPair({ parts, value }: SketchPair, base: SpecPath, visit: (visited: Visited) => void): void {
  let path = base;
  parts.forEach((part, index) => {
    path = [...path, part.name];
    visit({ path, part, value: index === parts.length - 1 ? value : null });
  });
  if (value !== null) visitInner(value, path, visit);
}

function visitInner(value: SketchValue, path: SpecPath, visit: (visited: Visited) => void): void {
  if (value.kind === "table") for (const pair of value.pairs) visitPair(pair, path, visit);
  if (value.kind !== "list") return;
  value.items.forEach((item, index) => {
    visit({ path: [...path, index], part: null, value: item });
    visitInner(item, [...path, index], visit);
  });
}

/** The keys that are written in the table at a path, with the texts that some of them have. */
export function writtenAt(sketch: Sketch, table: SpecPath): ReadonlyMap<string, string | null> {
  const written = new Map<string, string | null>();
  visitSketch(sketch, ({ path, value }) => {
    const name = path[table.length];
    if (typeof name !== "string" || !table.every((segment, index) => segment === path[index])) return;
    const text = path.length === table.length + 1 && value?.kind === "text" ? value.text : null;
    written.set(name, text ?? written.get(name) ?? null);
  });
  return written;
}

export const covers = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end;

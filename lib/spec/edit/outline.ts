/** What is in a policy, to look through and to go to: its tables, the rules in them, its tests. */
import type { SpecPath } from "../diagnostics/diagnostic";
import type { Span } from "../toml/text";
import { readSketch } from "./read-sketch";
import type { Sketch, SketchPair } from "./sketch";
import { type PlacedSection, placeSections } from "./walk-sketch";

export interface OutlineItem {
  readonly kind: "section" | "test" | "key" | "rule";
  readonly name: string;
  readonly detail: string;
  readonly path: SpecPath;
  /** All of it, and what of it is its name. */
  readonly span: Span;
  readonly named: Span;
  readonly children: readonly OutlineItem[];
}

export const outlineOf = (text: string): readonly OutlineItem[] => outlineOfSketch(readSketch(text));

export function outlineOfSketch(sketch: Sketch): readonly OutlineItem[] {
  return placeSections(sketch).flatMap((placed) =>
    placed.section.kind === "top"
      ? placed.section.pairs.map((pair) => keyItem(pair, placed.path))
      : [sectionItem(placed)],
  );
}

function sectionItem({ section, path }: PlacedSection): OutlineItem {
  const { pairs, header, span, kind, parts } = section;
  const said = (key: string) => {
    const value = pairs.find((pair) => pair.parts.length === 1 && pair.parts[0]?.name === key)?.value;
    return value?.kind === "text" ? value.text : null;
  };
  const isTest = kind === "each" && path[0] === "test" && path.length === 2;
  const name = parts.map((part) => part.name).join(".");
  return {
    kind: isTest ? "test" : "section",
    name: (isTest ? said("name") : null) || name || "table",
    detail: isTest ? (said("expect") ?? "") : "",
    path,
    span,
    named: header,
    children: isTest ? [] : pairs.map((pair) => keyItem(pair, path)),
  };
}

function keyItem({ parts, value, span }: SketchPair, base: SpecPath): OutlineItem {
  const path = [...base, ...parts.map(({ name }) => name)];
  const first = parts[0]?.span ?? span;
  const items = value?.kind === "list" ? value.items : [];
  const rules = items.flatMap((item, index): OutlineItem[] =>
    item.kind === "text"
      ? [
          {
            kind: "rule",
            name: item.text || '""',
            detail: "",
            path: [...path, index],
            span: item.span,
            named: item.span,
            children: [],
          },
        ]
      : [],
  );
  const detail = value?.kind === "text" || value?.kind === "word" ? value.text : "";
  const name = parts.map((part) => part.name).join(".") || "key";
  return { kind: "key", name, detail, path, span, named: first, children: rules };
}

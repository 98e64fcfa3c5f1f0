/** Fixes as text edits: renaming a key wherever it is written, replacing a value. */
import type { SourceRange } from "../../policy/types";
import type { TreeSourceMap } from "../source-map";
import type { Fix, SpecPath } from "./diagnostic";

/** A key as it must be written: bare where that is possible. */
export function writeKey(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : writeText(name);
}

/** A section as people name it: `[capabilities.exec]`, and `test[1].request` where there are several. */
export function writeSection(path: SpecPath): string {
  const numbered = path.some((segment) => typeof segment === "number");
  const name = path
    .map((segment) => (typeof segment === "number" ? `[${segment}]` : `.${writeKey(segment)}`))
    .join("")
    .slice(1);
  return numbered ? name : `[${name}]`;
}

/** A text as a basic string of TOML, which is JSON's but for the DEL character. */
export function writeText(text: string): string {
  return JSON.stringify(text).replaceAll("\x7f", "\\u007f");
}

export function replaceValue(range: SourceRange, newText: string): Fix {
  return { title: `Write ${shorten(newText)}`, edits: [{ range, newText }] };
}

/** Renames the key in every header that spells it, so that the sections below it move along. */
export function renameKey(source: TreeSourceMap, path: SpecPath, name: string): Fix {
  const newText = name.split(".").map(writeKey).join(".");
  const spans = new Map(source.keysOf(path).map((span) => [span.start, span]));
  const edits = [...spans.values()].sort((a, b) => a.start - b.start);
  return {
    title: `Rename to ${newText}`,
    edits: edits.map((span) => ({ range: source.lines.range(span), newText })),
  };
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

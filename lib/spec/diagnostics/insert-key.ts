/** The fix for a key that is missing: written below the header of its section, with a value to be replaced. */
import { exampleAt, isAcceptableAt } from "../schema/walk";
import type { TreeSourceMap } from "../source-map";
import { writeValue } from "../toml/write-value";
import type { Fix, SpecPath } from "./diagnostic";
import { writeKey, writeSection } from "./fixes";

/** Instead of an example: whoever takes a fix without reading it must not thereby hand out a secret. */
const NOBODY = ["example.invalid"];

export function insertKey(source: TreeSourceMap, path: SpecPath): Fix[] {
  const [key, value] = [path.at(-1), placeholder(path)];
  if (typeof key !== "string" || value === undefined || !isAcceptableAt(path, value)) return [];
  const entry = `${writeKey(key)} = ${writeValue(value)}`;
  const { text } = source;
  const parent = source.nodeAt(path.slice(0, -1));
  if (parent?.kind !== "table") return [];
  const { start, end } = parent.span;
  const title = `Add ${entry}`;
  const insert = (at: number, newText: string): Fix[] => {
    return [{ title, edits: [{ range: source.lines.range({ start: at, end: at }), newText }] }];
  };
  if (parent.inline) return insert(start + 1, parent.entries.size === 0 ? ` ${entry} ` : ` ${entry},`);
  // A section that is only implied, by longer headers or dotted keys, has no place of its own.
  if (text.charAt(start) !== "[") return [];
  const line = text.indexOf("\n", end);
  const eol = line === -1 ? text.length : text.charAt(line - 1) === "\r" ? line - 1 : line;
  return insert(eol, `\n${entry}`);
}

/** A whole section that is missing, with the keys that it needs, at the end of the file. */
export function insertSection(source: TreeSourceMap, path: SpecPath, keys: readonly string[]): Fix[] {
  const lines = keys.map((key) => {
    const value = placeholder([...path, key]);
    return value === undefined ? null : `${writeKey(key)} = ${writeValue(value)}\n`;
  });
  if (lines.includes(null)) return [];
  const { text } = source;
  const gap = text.trim() === "" ? "" : text.endsWith("\n") ? "\n" : "\n\n";
  const at = source.lines.range({ start: text.length, end: text.length });
  const header = writeSection(path);
  return [{ title: `Add ${header}`, edits: [{ range: at, newText: `${gap}${header}\n${lines.join("")}` }] }];
}

function placeholder(path: SpecPath): unknown {
  return path[1] === "secrets" && path.at(-1) === "hosts" ? NOBODY : exampleAt(path);
}

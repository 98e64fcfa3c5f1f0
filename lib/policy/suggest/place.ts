/**
 * Where an entry goes in the text of a spec: into its list, into its section, or into a new section at the end.
 * Comments and layout stay; the form in which the section is written is kept.
 */
import { writeKey, writeText } from "../../spec/diagnostics/fixes";
import type { SourceMap } from "../../spec/source-map";
import { type Insertion, insertions, skipBlank } from "./list-text";

export interface Addition {
  readonly path: readonly string[];
  readonly entries: readonly string[];
}

/** The insertions that make all the additions. */
export function insertionsFor(source: SourceMap, additions: readonly Addition[]): Insertion[] {
  const tail: string[] = [];
  const opened = new Map<string, string[]>();
  const made: Insertion[] = [];
  for (const { path, entries } of additions) {
    if (path.at(-1) === "tools") {
      tail.push(...entries.map((name) => `[capabilities.tools.${writeKey(name)}]\n`));
      continue;
    }
    const spelt = entries.map(writeText);
    const placed = inList(source, path, spelt) ?? inSection(source, path, spelt);
    if (placed !== null) made.push(...placed);
    else {
      const header = path.slice(0, -1).map(writeKey).join(".");
      opened.set(header, [
        ...(opened.get(header) ?? []),
        `${writeKey(path.at(-1) ?? "")} = [${spelt.join(", ")}]\n`,
      ]);
    }
  }
  for (const [header, lines] of opened) tail.push(`[${header}]\n${lines.join("")}`);
  if (tail.length > 0) {
    const { text } = source;
    const gap = text === "" || text.endsWith("\n") ? "" : "\n";
    made.push({ at: text.length, newText: `${gap}\n${tail.join("\n")}` });
  }
  return made;
}

function inList(source: SourceMap, path: readonly string[], spelt: readonly string[]): Insertion[] | null {
  const list = spanOf(source, path);
  if (list === null || source.text.charAt(list.start) !== "[") return null;
  const entries = [];
  for (let index = 0; ; index++) {
    const entry = spanOf(source, [...path, index]);
    if (entry === null) break;
    entries.push(entry);
  }
  return insertions(source.text, list, entries, spelt);
}

function inSection(source: SourceMap, path: readonly string[], spelt: readonly string[]): Insertion[] | null {
  const section = spanOf(source, path.slice(0, -1));
  if (section === null) return null;
  const { text } = source;
  const entry = `${writeKey(path.at(-1) ?? "")} = [${spelt.join(", ")}]`;
  if (text.charAt(section.start) === "{") {
    const isEmpty = text.charAt(skipBlank(text, section.start + 1)) === "}";
    return [{ at: section.start + 1, newText: isEmpty ? ` ${entry} ` : ` ${entry},` }];
  }
  if (text.charAt(section.start) === "[") {
    return [{ at: endOfLine(text, section.end), newText: `\n${entry}` }];
  }
  return besideSibling(source, path, entry);
}

const SIBLINGS: Readonly<Record<string, readonly string[]>> = {
  filesystem: ["read", "write", "deny", "approve"],
  network: ["allow_egress", "approve_egress", "deny_egress", "allow_ingress", "dns_policy"],
  exec: ["allow", "deny", "approve", "env", "allow_subprocess", "allow_dynamic_code", "deny_dynamic_imports"],
  models: ["allow", "regions", "max_tokens", "max_cost_usd"],
  api: ["scopes", "rate_limit"],
  sql: ["statements", "tables", "functions", "deny_tables", "deny_functions"],
  secrets: ["hosts", "header"],
};

/** `filesystem.read = […]` without a header of its own: the new key is written in the same way, below it. */
function besideSibling(source: SourceMap, path: readonly string[], entry: string): Insertion[] | null {
  const { text } = source;
  for (const sibling of SIBLINGS[path[1] ?? ""] ?? []) {
    const at = [...path.slice(0, -1), sibling];
    const [key, value] = [source.rangeOf(at, "key"), source.rangeOf(at)];
    if (key === null || value === null) continue;
    const start = text.lastIndexOf("\n", key.start.offset - 1) + 1;
    const prefix = text.slice(start, key.start.offset);
    if (!/^[\w."'\s-]*$/.test(prefix)) continue;
    return [{ at: endOfLine(text, value.end.offset), newText: `\n${prefix}${entry}` }];
  }
  return null;
}

function spanOf(source: SourceMap, path: readonly (string | number)[]) {
  const range = source.rangeOf(path);
  return range === null ? null : { start: range.start.offset, end: range.end.offset };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  if (end === -1) return text.length;
  return text.charAt(end - 1) === "\r" ? end - 1 : end;
}

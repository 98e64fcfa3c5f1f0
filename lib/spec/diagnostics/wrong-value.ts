/** Values of the wrong type, unknown words, numbers out of bounds: a sentence, and the fix where it is obvious. */
import { isAcceptableAt, requiredAt, wordsAt } from "../schema/walk";
import type { TomlNode } from "../toml/tree";
import { quoted } from "../values";
import type { SpecPath } from "./diagnostic";
import { didYouMean } from "./did-you-mean";
import { replaceValue, writeSection, writeText } from "./fixes";
import { insertKey, insertSection } from "./insert-key";
import type { Reporter } from "./reporter";

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a text in quotes",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list in brackets",
  object: "a section",
  record: "a section",
};

export function reportWrongType(reporter: Reporter, path: SpecPath, expected: string): void {
  const node = reporter.source.nodeAt(path);
  const name = String(path.at(-1) ?? "the file");
  if (node === undefined) {
    const parent = path.slice(0, -1);
    const where = parent.length === 0 ? "The spec" : writeSection(parent);
    const isSection = expected === "object" && parent.length === 0;
    const needs = isSection ? `a section [${path.join(".")}]` : `the key ${quoted(name)}`;
    const fixes = isSection
      ? insertSection(reporter.source, path, requiredAt(path))
      : insertKey(reporter.source, path);
    reporter.add({ code: "ADS012", message: `${where} needs ${needs}.`, path, part: "key", fixes });
    return;
  }
  const wanted = TYPE_NAMES[expected] ?? "another kind of value";
  const subject = typeof path.at(-1) === "number" ? "This element" : `The value of ${quoted(name)}`;
  const newText = conversion(reporter, node, expected, path);
  reporter.add({
    code: "ADS013",
    message: `${subject} must be ${wanted}, and is ${kindOf(node)}.`,
    path,
    fixes: newText === null ? [] : [replaceValue(reporter.source.lines.range(node.span), newText)],
  });
}

function kindOf(node: TomlNode): string {
  switch (node.kind) {
    case "string":
      return "a text";
    case "integer":
    case "float":
      return "a number";
    case "boolean":
      return String(node.value);
    case "array":
      return node.ofTables ? "a list of sections" : "a list";
    case "table":
      return node.inline ? "a table" : "a section";
    default:
      return "a date or time";
  }
}

/** Quotes that are too many, brackets that are missing: the two slips that have one obvious mend. */
function conversion(reporter: Reporter, node: TomlNode, expected: string, path: SpecPath): string | null {
  const written = reporter.source.text.slice(node.span.start, node.span.end);
  if (node.kind === "table" || node.kind === "array") return null;
  if (expected === "array") return isAcceptableAt(path, [node.value]) ? `[${written}]` : null;
  if (node.kind !== "string") {
    return expected === "string" && isAcceptableAt(path, written) ? writeText(written) : null;
  }
  const text = String(node.value);
  if (expected === "boolean") return /^(true|false)$/.test(text) ? text : null;
  if (expected === "int" || expected === "number") return /^(0|[1-9][0-9]{0,14})$/.test(text) ? text : null;
  return null;
}

export function reportUnknownWord(reporter: Reporter, path: SpecPath, words: readonly string[]): void {
  const node = reporter.source.nodeAt(path);
  if (node?.kind !== "string") {
    reportWrongType(reporter, path, "string");
    return;
  }
  const valid = words.length > 0 ? words : wordsAt(path);
  const written = String(node.value);
  const meant = didYouMean(written, valid);
  const message = `${quoted(written)} is not a word that ${quoted(lastName(path))} knows;`;
  if (meant === null) {
    const list = valid.map((word) => quoted(word)).join(", ");
    reporter.add({ code: "ADS014", message: `${message} there are ${list}.`, path });
    return;
  }
  const fix = replaceValue(reporter.source.lines.range(node.span), writeText(meant));
  const hint = `${message} did you mean ${quoted(meant)}?`;
  reporter.add({ code: "ADS014", message: hint, path, suggestion: meant, fixes: [fix] });
}

/** The key at the end of the path, also of an element of a list. */
function lastName(path: SpecPath): string {
  return String(path.findLast((part) => typeof part === "string") ?? "the file");
}

export interface Bound {
  readonly origin: string;
  readonly limit: number | bigint;
  readonly side: "least" | "most";
  readonly inclusive: boolean;
}

export function reportOutOfBounds(reporter: Reporter, path: SpecPath, bound: Bound): void {
  const thing = bound.origin === "string" ? "character" : bound.origin === "array" ? "element" : "";
  const unit = thing === "" ? "" : ` ${thing}${Number(bound.limit) === 1 ? "" : "s"}`;
  const name = quoted(lastName(path));
  const verb = unit === "" ? "be" : "have";
  const relation = bound.inclusive
    ? `at ${bound.side} `
    : bound.side === "least"
      ? "more than "
      : "less than ";
  reporter.add({
    code: "ADS015",
    message: `${name} must ${verb} ${relation}${bound.limit}${unit}.`,
    path,
  });
}

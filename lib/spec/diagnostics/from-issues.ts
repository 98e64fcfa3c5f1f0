/**
 * Turns the issues of the validator into diagnostics for people.
 *
 * Guarantees: every issue becomes at least one diagnostic, so that what was refused is never silent. The validator's
 * own texts are not shown.
 */
import type { z } from "zod";
import { wordsAt } from "../schema/walk";
import type { TomlNode } from "../toml/tree";
import { DIAGNOSTICS, type DiagnosticCode } from "./codes";
import type { PathSegment, SpecPath } from "./diagnostic";
import { renameKey, replaceValue, writeText } from "./fixes";
import type { Reporter } from "./reporter";
import { reportUnknownKey } from "./unknown-key";
import { reportOutOfBounds, reportUnknownWord, reportWrongType } from "./wrong-value";

type Issue = z.core.$ZodIssue;

export function reportIssues(reporter: Reporter, issues: readonly Issue[], base: SpecPath = []): void {
  for (const issue of issues) {
    if (reporter.full) return;
    reportIssue(reporter, issue, [...base, ...issue.path.map(toSegment)]);
  }
}

function toSegment(part: PropertyKey): PathSegment {
  return typeof part === "symbol" ? String(part) : part;
}

function reportIssue(reporter: Reporter, issue: Issue, path: SpecPath): void {
  switch (issue.code) {
    case "unrecognized_keys":
      reportUnknownKeys(reporter, path, issue.keys);
      break;
    case "invalid_type":
      reportWrongType(reporter, path, issue.expected);
      break;
    case "invalid_value":
      reportInvalidValue(reporter, issue, path);
      break;
    case "too_small":
      reportOutOfBounds(reporter, path, bound(issue, "least", issue.minimum));
      break;
    case "too_big":
      reportOutOfBounds(reporter, path, bound(issue, "most", issue.maximum));
      break;
    case "invalid_union":
      reportUnion(reporter, issue, path);
      break;
    case "invalid_key":
      reportKey(reporter, issue, path);
      break;
    case "custom":
      reportWord(reporter, issue, path, "value");
      break;
    default:
      reporter.add({ code: "ADS013", message: "This value is not what the language expects here.", path });
  }
}

/** One issue can carry as many keys as the file has. */
function reportUnknownKeys(reporter: Reporter, path: SpecPath, keys: readonly string[]): void {
  for (const key of keys) {
    if (reporter.full) return;
    reportUnknownKey(reporter, path, key);
  }
}

function bound(
  issue: { readonly origin: string; readonly inclusive?: boolean | undefined },
  side: "least" | "most",
  limit: number | bigint,
) {
  return { origin: issue.origin, limit, side, inclusive: issue.inclusive !== false };
}

function reportInvalidValue(reporter: Reporter, issue: z.core.$ZodIssueInvalidValue, path: SpecPath): void {
  if (path.length === 1 && path[0] === "spec") {
    const range = reporter.source.rangeOf(path);
    reporter.add({
      code: "ADS016",
      message: "This program knows version 1 of the language.",
      path,
      fixes: range === null ? [] : [replaceValue(range, "1")],
    });
    return;
  }
  const words = issue.values.filter((value) => typeof value === "string");
  reportUnknownWord(reporter, path, words);
}

/** Of several alternatives the author meant the one whose outermost type fits; its complaints are the useful ones. */
function reportUnion(reporter: Reporter, issue: z.core.$ZodIssueInvalidUnion, path: SpecPath): void {
  if (issue.errors.length === 0) {
    reportUnknownWord(reporter, path, wordsAt(path));
    return;
  }
  const node = reporter.source.nodeAt(path);
  const fitting =
    issue.errors.find((errors) => !errors.some(refusesType)) ??
    issue.errors.find((errors) => hasDeeper(errors));
  if (fitting !== undefined && node !== undefined) {
    reportIssues(reporter, fitting, path);
    return;
  }
  const message = `This must be a list of patterns or a table of conditions${node === undefined ? "" : `, and is ${describe(node)}`}.`;
  reporter.add({ code: "ADS013", message, path });
}

function refusesType(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_union");
}

function hasDeeper(errors: readonly Issue[]): boolean {
  return errors.some((issue) => issue.path.length > 0);
}

function describe(node: TomlNode): string {
  return node.kind === "table" || node.kind === "array" ? `a ${node.kind}` : "a single value";
}

function reportKey(reporter: Reporter, issue: z.core.$ZodIssueInvalidKey, path: SpecPath): void {
  for (const inner of issue.issues) {
    if (inner.code === "custom") reportWord(reporter, inner, path, "key");
    else reporter.add({ code: "ADS020", message: "This name is too long or empty.", path, part: "key" });
  }
}

function reportWord(
  reporter: Reporter,
  issue: z.core.$ZodIssueCustom,
  path: SpecPath,
  part: "key" | "value",
): void {
  const ads: unknown = issue.params?.ads;
  const replacement: unknown = issue.params?.replacement;
  const code: DiagnosticCode = isCode(ads) ? ads : "ADS013";
  if (typeof replacement !== "string") {
    reporter.add({ code, message: issue.message, path, part });
    return;
  }
  const range = reporter.source.rangeOf(path, part);
  const fix = part === "key" ? renameKey(reporter.source, path, replacement) : null;
  const fixes = range === null ? [] : [fix ?? replaceValue(range, writeText(replacement))];
  reporter.add({ code, message: issue.message, path, part, suggestion: replacement, fixes });
}

function isCode(value: unknown): value is DiagnosticCode {
  return typeof value === "string" && Object.hasOwn(DIAGNOSTICS, value);
}

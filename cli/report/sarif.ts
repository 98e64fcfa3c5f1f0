/** SARIF 2.1.0, as code scanners take it. */

import type { SourceRange } from "../../lib/policy/types";
import type { Fix } from "../../lib/spec/diagnostics/diagnostic";
import { version } from "../../package.json";
import { byWeight, compareTexts, type Finding, type FindingKind } from "./finding";
import { jsonText } from "./json";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

export function sarifReport(findings: readonly Finding[], kinds: readonly FindingKind[]): string {
  const used = new Set(findings.map(({ code }) => code));
  const rules = kinds.filter(({ code }) => used.has(code)).sort((a, b) => compareTexts(a.code, b.code));
  return jsonText({
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "aegis", version, semanticVersion: version, rules: rules.map(ruleOf) } },
        columnKind: "utf16CodeUnits",
        results: [...findings].sort(byWeight).map((finding) => resultOf(finding, rules)),
      },
    ],
  });
}

function ruleOf({ code, level, summary, mend }: FindingKind) {
  return {
    id: code,
    shortDescription: { text: summary },
    help: { text: mend },
    defaultConfiguration: { level },
  };
}

function resultOf(finding: Finding, rules: readonly FindingKind[]) {
  const { file, level, code, message, range, fixes } = finding;
  const ruleIndex = rules.findIndex((rule) => rule.code === code);
  const artifactLocation = { uri: uriOf(file) };
  const region = range === null ? {} : { region: regionOf(range) };
  return {
    ruleId: code,
    ...(ruleIndex === -1 ? {} : { ruleIndex }),
    level,
    message: { text: wellFormed(message) },
    locations: [{ physicalLocation: { artifactLocation, ...region } }],
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => fixOf(fix, file)) }),
  };
}

function fixOf(fix: Fix, file: string) {
  const replacements = fix.edits.map(({ range, newText }) => ({
    deletedRegion: regionOf(range),
    insertedContent: { text: wellFormed(newText) },
  }));
  return {
    description: { text: wellFormed(fix.title) },
    artifactChanges: [{ artifactLocation: { uri: uriOf(file) }, replacements }],
  };
}

function regionOf({ start, end }: SourceRange) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A relative reference, percent-encoded, with `/` whatever the platform; a first segment with ":" is no scheme. */
function uriOf(file: string): string {
  const path = wellFormed(file).replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/") ? `file://${path}` : path;
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

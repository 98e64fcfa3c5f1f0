import { describe, expect, test } from "vitest";
import { utf8 } from "../../lib/audit/bytes";
import type { CapabilityDiff, PolicyDiff } from "../../lib/policy/diff/types";
import { compile } from "../../lib/policy/program";
import { load } from "../../lib/spec/load";
import { PLAIN } from "../io/style";
import type { SpecFile } from "../spec-file";
import { diffFindings, diffSuite, isWider, jsonDiff, textDiff } from "./report";

function specFile(name: string, read: string): SpecFile {
  const text = `[agent]\nname = "a"\n[capabilities.filesystem]\nread = [${read}]\n`;
  const { spec, source } = load(text);
  if (spec === null) throw new Error("the spec of this test is wrong");
  return { name, bytes: utf8(text), spec, source, program: compile(spec, source) };
}

const equal: CapabilityDiff = {
  capability: "network",
  relation: "equal",
  exact: true,
  widenings: [],
  narrowings: [],
  note: null,
};
const wider: CapabilityDiff = {
  ...equal,
  capability: "filesystem.read",
  relation: "wider",
  widenings: [
    {
      request: { op: "fs.read", path: "/b\x1b" },
      old: { verdict: "deny", rule: null },
      new: { verdict: "allow", rule: "filesystem.read[1]" },
    },
  ],
};
const unknown: CapabilityDiff = { ...equal, relation: "incomparable", exact: false, note: "Too many." };

function report(mayWiden: boolean, ...capabilities: CapabilityDiff[]) {
  const diff: PolicyDiff = { relation: "wider", exact: true, capabilities };
  return {
    old: specFile("old.toml", '"/a"'),
    new: specFile("new.toml", '"/a",\n  "/b"'),
    diff,
    settings: [],
    mayWiden,
  };
}

test("text: a line for each capability, and a witness for each widening", () => {
  expect(textDiff(report(false, wider, equal), PLAIN)).toBe(`filesystem.read  wider
    {"op":"fs.read","path":"/b\\u001b"}: denied by default, now allowed by filesystem.read[1] (line 5)
network          equal

new.toml against old.toml: wider; 1 of 2 may do more.
`);
  expect(textDiff(report(true, wider), PLAIN)).toContain("Accepted by --allow-widening.\n");
});

test("what could not be compared counts as wider", () => {
  expect([wider, equal, unknown].map(isWider)).toEqual([true, false, true]);
  expect(textDiff(report(false, unknown), PLAIN)).toContain("network  undecided\n    Too many.\n");
});

describe("findings stand at the new rule", () => {
  test("as errors, or as warnings when widening is accepted", () => {
    const [finding, ...more] = diffFindings(report(false, wider, equal));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ file: "new.toml", level: "error", code: "WIDER" });
    expect(finding?.range?.start).toMatchObject({ line: 5, column: 3 });
    expect(diffFindings(report(true, wider, unknown)).map(({ level, code }) => [level, code])).toEqual([
      ["warning", "WIDER"],
      ["warning", "UNDECIDED"],
    ]);
  });

  test("json and junit", () => {
    expect(jsonDiff(report(false, wider))).toMatchObject({
      ok: false,
      capabilities: [{ widenings: [{ old: { line: null }, new: { verdict: "allow", line: 5 } }] }],
    });
    expect(jsonDiff(report(true, wider)).ok).toBe(true);
    const cases = diffSuite(report(false, wider, equal)).cases;
    expect(cases.map(({ failure }) => failure?.type ?? null)).toEqual(["WIDER", null]);
    expect(diffSuite(report(true, wider)).cases[0]?.failure).toBeNull();
  });
});

import { expect, test } from "vitest";
import { PLAIN } from "../io/style";
import type { Denial, Summary } from "./summary";
import { jsonSummary, textSummary } from "./told";

const DENIAL: Denial = {
  op: "fs.read",
  subject: "/workspace/id.key",
  code: "DENIED_BY_RULE",
  rule: "filesystem.deny[0]",
  line: 8,
  column: 9,
  reason: "…",
  seq: 4,
  times: 1,
};
const SUMMARY: Summary = {
  exit: 1,
  ended: "exit",
  seconds: 1.25,
  session: "s",
  agent: "a",
  driver: "embedded",
  records: 12,
  verdicts: { allow: 3, deny: 1, approve: 2 },
  approvals: { granted: 1, denied: 1, unanswered: 0 },
  denials: [DENIAL],
  log: "run log's.jsonl",
  key: "local/s/x+1+AbC",
};
const lines = (more: Partial<Summary>) =>
  textSummary({ ...SUMMARY, ...more }, "agent.toml", PLAIN)
    .trimEnd()
    .split("\n");

test("says how it ended, what was denied by which rule and line, and how to verify", () => {
  expect(lines({})).toEqual([
    "aegis: exit 1 after 1.3 s; 3 allowed, 1 denied, 2 asked (1 granted)",
    "aegis: ✗ denied fs.read /workspace/id.key  filesystem.deny[0] agent.toml:8:9",
    "aegis: 12 records; to verify: aegis log verify 'run log'\\''s.jsonl'",
  ]);
});

test("says where no rule is, how often, and what was not approved", () => {
  const denials = [
    { ...DENIAL, rule: null, line: null, column: null, code: "DENIED_BY_DEFAULT", times: 3 },
    {
      ...DENIAL,
      rule: null,
      line: null,
      column: null,
      code: "DENIED_ADDRESS",
      reason: "It is a local address.",
    },
    { ...DENIAL, code: "APPROVAL_EXPIRED", column: null },
  ];
  expect(lines({ denials }).slice(1, 4)).toEqual([
    "aegis: ✗ denied fs.read /workspace/id.key (3 times)  no rule allows it",
    "aegis: ✗ denied fs.read /workspace/id.key  It is a local address.",
    "aegis: ✗ not approved fs.read /workspace/id.key  filesystem.deny[0] agent.toml:8",
  ]);
});

test("shows some of many, and nothing that acts on a terminal", () => {
  const denials = Array.from({ length: 25 }, (_, i) => ({
    ...DENIAL,
    subject: `/x${i}\u001b[2J${"y".repeat(500)}`,
  }));
  const shown = lines({ denials });
  expect(shown).toHaveLength(23);
  expect(shown[21]).toBe("aegis: 5 other denials: aegis log show --verdict deny 'run log'\\''s.jsonl'");
  expect(shown[1]).toMatch(/^aegis: ✗ denied fs.read \/x0\\u001b\[2Jy+… {2}filesystem/);
  expect(shown.join("")).not.toContain("\u001b");
});

test("is one line for programs, with the key in the command", () => {
  const text = jsonSummary(SUMMARY);
  expect(text.indexOf("\n")).toBe(text.length - 1);
  expect(JSON.parse(text)).toEqual({
    ...SUMMARY,
    verify: "aegis log verify --key local/s/x+1+AbC 'run log'\\''s.jsonl'",
  });
});

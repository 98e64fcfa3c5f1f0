import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { APPROVER_PATTERN, parseApprover } from "./approver";
import { parseCommandPattern } from "./command";
import { ENTRY_PATTERN, parseEntry } from "./entry";
import { parseExpression } from "./expression";
import { GUARDS, parseGuard } from "./guard";
import { HEADER_TEMPLATE_PATTERN, parseHeaderTemplate } from "./header-template";
import { parseAgentName, parseEnvName, parseNameGlob, parseSqlNameGlob, parseToolName } from "./names";
import type { Parsed } from "./parsed";
import { parseTrigger, TRIGGER_PATTERN } from "./trigger";

const refuses = (parse: (text: string) => Parsed<unknown>, texts: readonly string[]) => {
  for (const text of texts) expect(parse(text).ok, JSON.stringify(text)).toBe(false);
};

describe("commands", () => {
  it("are words, and quotes keep spaces together", () => {
    expect(parseCommandPattern("git log *")).toEqual({ ok: true, value: { words: ["git", "log", "*"] } });
    expect(parseCommandPattern(`  git  commit -m "a b" 'c d'e ""`)).toEqual({
      ok: true,
      value: { words: ["git", "commit", "-m", "a b", "c de", ""] },
    });
  });

  it("are never a shell line", () => {
    refuses(parseCommandPattern, [
      "",
      " ",
      '""',
      "a | b",
      "a && b",
      "a; b",
      "a > f",
      "$(a)",
      "`a`",
      "a\nb",
      'a "b',
      "a\0",
      "a".repeat(2000),
    ]);
  });
});

describe("guards", () => {
  it("are a name and an action", () => {
    for (const guard of GUARDS) expect(parseGuard(guard).ok).toBe(true);
    expect(parseGuard("pii:mask")).toEqual({ ok: true, value: { name: "pii", action: "mask" } });
    expect(parseGuard("pii")).toMatchObject({ ok: false, replacement: "pii:block" });
    refuses(parseGuard, [
      "",
      "pii:",
      "pii:mask:x",
      "PII:mask",
      "injection:mask",
      "masked-data:mask",
      "toString:block",
      "x:block",
    ]);
  });
});

describe("approvers", () => {
  it("are roles and people", () => {
    expect(parseApprover("role:security")).toEqual({ ok: true, value: { kind: "role", role: "security" } });
    expect(parseApprover("a@b.example")).toEqual({
      ok: true,
      value: { kind: "person", email: "a@b.example" },
    });
    expect(parseApprover("security")).toMatchObject({ ok: false, replacement: "role:security" });
    refuses(parseApprover, ["", "role:", "role:a b", "a@b", "@b.c", "a@@b.c", "a b@c.d", "team:x"]);
  });
});

describe("header templates", () => {
  it("have one place for the secret", () => {
    expect(parseHeaderTemplate("Authorization: Bearer {}")).toEqual({
      ok: true,
      value: { name: "authorization", before: "Bearer ", after: "" },
    });
    expect(parseHeaderTemplate("X-Key: {}; v=1")).toMatchObject({
      ok: true,
      value: { before: "", after: "; v=1" },
    });
  });

  it("cannot split or redirect a request", () => {
    refuses(parseHeaderTemplate, [
      "",
      "{}",
      "X: y",
      "X: {}{}",
      "X: {}\r\nHost: y",
      "Host: {}",
      "content-length: {}",
      "X : {}",
      "X: é{}",
      "Transfer-Encoding: {}",
    ]);
  });
});

describe("names", () => {
  it("of agents", () => {
    expect(parseAgentName("report-writer_2").ok).toBe(true);
    expect(parseAgentName("my agent!")).toMatchObject({ ok: false, replacement: "my-agent" });
    refuses(parseAgentName, ["", "é", "a b", "a".repeat(65), "a\n", "аgent"]);
  });

  it("of tools, variables, models and tables", () => {
    expect(parseToolName("github.create_issue").ok).toBe(true);
    refuses(parseToolName, ["", "a b", ".x", "x\0"]);
    expect(parseEnvName("LANG").ok).toBe(true);
    refuses(parseEnvName, ["", "1A", "A-B", "A=B", "LC_*"]);
    expect(parseNameGlob("claude-*").ok).toBe(true);
    refuses(parseNameGlob, ["", "a b", "[a]", "a**b"]);
    expect(parseSqlNameGlob("public.orders")).toEqual({ ok: true, value: "public.orders" });
    refuses(parseSqlNameGlob, ["", "a.b.c.d", "a.", "a b", 'a"b']);
  });
});

describe("triggers", () => {
  it("are events and counts", () => {
    expect(parseTrigger("credential_access_attempt")).toMatchObject({ ok: true, value: { kind: "event" } });
    expect(parseTrigger("deny_violation_count > 5")).toEqual({
      ok: true,
      value: { kind: "count", count: "deny_violation_count", atLeast: 6 },
    });
    expect(parseTrigger("error_count>=1")).toMatchObject({ ok: true, value: { atLeast: 1 } });
    refuses(parseTrigger, [
      "",
      "x",
      "deny_violation_count",
      "deny_violation_count < 5",
      "error_count >= 0",
      "toString > 1",
    ]);
  });
});

describe("entries and expressions", () => {
  it("entries stay inside the workspace", () => {
    expect(parseEntry("src/agent.ts").ok).toBe(true);
    expect(parseEntry("./agent.ts")).toMatchObject({ ok: false, replacement: "agent.ts" });
    refuses(parseEntry, [
      "",
      "/etc/passwd",
      "../x",
      "a/../../x",
      "a//b",
      "a\\b",
      "a\0",
      "a/",
      "./",
      "\ud800",
    ]);
  });

  it("expressions need no backtracking", () => {
    for (const text of ["[A-Z]+-[0-9]+", "(a|b)*", "(?i)x", "(?P<n>a)", "[]()]", "\\(", "[\\]]"]) {
      expect(parseExpression(text).ok, text).toBe(true);
    }
    refuses(parseExpression, [
      "",
      "(a",
      "a)",
      "[a",
      "\\",
      "(?=a)",
      "(?!a)",
      "(?<=a)",
      "(?<!a)",
      "(a)\\1",
      "\\k<n>",
      "a".repeat(2000),
    ]);
  });
});

describe("all of them", () => {
  it("are total, and say what is wrong in a sentence", () => {
    const parsers = [
      parseCommandPattern,
      parseGuard,
      parseApprover,
      parseHeaderTemplate,
      parseAgentName,
      parseToolName,
      parseEnvName,
      parseNameGlob,
      parseSqlNameGlob,
      parseTrigger,
      parseEntry,
      parseExpression,
    ];
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.constantFrom(...parsers),
        (text, parse) => {
          const result = parse(text);
          if (!result.ok) expect(result.message).toMatch(/\.$/);
          if (!result.ok && result.replacement !== undefined) expect(parse(result.replacement).ok).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("have patterns that accept all that they accept", () => {
    const pairs = [
      [parseApprover, APPROVER_PATTERN, ["role:x", "a@b.c"]],
      [parseHeaderTemplate, HEADER_TEMPLATE_PATTERN, ["A: {}", "A:{}", "X-Y: a{}b"]],
      [parseTrigger, TRIGGER_PATTERN, ["guard_block", "error_count > 0", "error_count>=3"]],
      [parseEntry, ENTRY_PATTERN, ["a", "a/b.ts"]],
    ] as const;
    for (const [parse, pattern, texts] of pairs) {
      for (const text of texts) {
        expect(parse(text).ok, text).toBe(true);
        expect(text).toMatch(new RegExp(pattern));
      }
    }
  });
});

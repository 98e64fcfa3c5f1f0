import { describe, expect, it } from "vitest";
import { load } from "@/lib/spec";
import { explainDecision } from "./decision";
import { testTable } from "./test-table";

const POLICY = `[agent]
name = "tested"
[capabilities.filesystem]
read = ["/workspace/**"]
deny = ["**/.env*"]
`;

const record = (type: string, data: object) =>
  JSON.stringify({
    data,
    prev: "0".repeat(64),
    seq: 1,
    sid: "0198c0de-0000-7000-8000-000000000001",
    ts: "2026-01-01T00:00:00.000Z",
    type,
    v: 1,
  });
const both = { atRun: POLICY, inEditor: POLICY };

describe("a denial", () => {
  it("comes with its reason, and with the smallest edit that would have let it through", () => {
    const line = record("fs.write", {
      code: "DENIED_BY_DEFAULT",
      request: { path: "/workspace/out/a.md" },
      verdict: "deny",
    });
    const { reason, fix, noFix, test } = explainDecision(line, both);
    expect(reason).toMatch(/\/workspace\/out\/a\.md/);
    expect(noFix).toBeUndefined();
    expect(fix?.adds[0]?.list).toBe("capabilities.filesystem.write");
    expect(load(fix?.text ?? "").spec?.capabilities.filesystem.write).toHaveLength(1);
    expect(test).toBeDefined();
    expect(load(POLICY + test).diagnostics).toEqual([]);
    expect(load(POLICY + test).spec?.test).toHaveLength(1);
  });

  it("of what may be a folder can be mended for all that is in it as well, and that says what it opens", () => {
    const asked = (path: string) =>
      explainDecision(
        record("fs.write", { code: "DENIED_BY_DEFAULT", request: { path }, verdict: "deny" }),
        both,
      );
    const { fix, folderFix } = asked("/workspace/arch[ive]");
    expect(fix?.adds).toEqual([{ list: "capabilities.filesystem.write", entry: "/workspace/arch\\[ive\\]" }]);
    expect(folderFix?.adds).toMatchObject([
      { list: "capabilities.filesystem.write", entry: "/workspace/arch\\[ive\\]/**" },
    ]);
    expect(folderFix?.adds[0]?.also).toMatch(/^fs\.write \/workspace\/arch\[ive\]\//);
    const inEditor = folderFix?.text ?? "";
    for (const path of ["/workspace/arch[ive]", "/workspace/arch[ive]/a/b.csv"]) {
      const again = record("fs.write", { code: "DENIED_BY_DEFAULT", request: { path }, verdict: "deny" });
      expect(explainDecision(again, { atRun: POLICY, inEditor }).noFix).toMatch(/lets this through/);
    }
    for (const path of ["/archive", "/", "/workspace/a.md", "/workspace/.cache"])
      expect(asked(path).folderFix).toBeUndefined();
  });

  it("that a deny made has no edit but the reason why", () => {
    const line = record("fs.read", {
      code: "DENIED_BY_RULE",
      line: 5,
      request: { path: "/workspace/.env" },
      rule: "filesystem.deny[0]",
      verdict: "deny",
    });
    const { fix, noFix } = explainDecision(line, both);
    expect(fix).toBeUndefined();
    expect(noFix).toMatch(/deny/);
  });

  it("is not mended twice, nor in a policy that has mistakes", () => {
    const line = record("fs.write", {
      code: "DENIED_BY_DEFAULT",
      request: { path: "/workspace/a" },
      verdict: "deny",
    });
    const mended = explainDecision(line, both).fix?.text ?? "";
    expect(explainDecision(line, { atRun: POLICY, inEditor: mended }).noFix).toMatch(/lets this through/);
    expect(explainDecision(line, { atRun: POLICY, inEditor: "[agent" }).noFix).toMatch(/mistakes/);
  });
});

it("says nothing of what is no decision", () => {
  expect(explainDecision(record("agent.exit", { code: 0 }), both)).toEqual({});
  expect(explainDecision("{}", both)).toEqual({});
});

describe("a test made of a decision", () => {
  it("loads, whatever the agent wrote into its request", () => {
    for (const path of [
      '/a"b\\c',
      "/tab\tnew\nline",
      "/del\u007f",
      "/\u0000",
      "/é✓",
      `/${"x".repeat(300)}`,
    ]) {
      const table = testTable({ op: "fs.read", path }, "deny");
      const { diagnostics } = load(`${POLICY}\n${table}`);
      expect([path, diagnostics]).toEqual([path, []]);
    }
    const spawn = testTable({ op: "exec.spawn", argv: ["git", "log", "-n", '"1"'] }, "approve");
    expect(load(`${POLICY}\n${spawn}`).diagnostics).toEqual([]);
  });

  it("is none where the request holds more than a test can say", () => {
    expect(testTable({ op: "tool.call", tool: "x", args: { a: { b: 1 } } }, "deny")).toBeUndefined();
  });
});

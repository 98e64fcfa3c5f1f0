import { describe, expect, it } from "vitest";
import { newMeters } from "../policy";
import { type Authorities, type Authority, commitAll, correctAll, judge } from "./authority";
import { engineOf } from "./testing/bench";

const authority = (toml: string): Authority => ({ engine: engineOf(toml), meters: newMeters(0) });
const READS_ALL = '[capabilities.filesystem]\nread = ["/**"]\n';
const READS_SOME = '[capabilities.filesystem]\nread = ["/workspace/**"]\ndeny = ["**/*.key"]\n';

describe("several authorities", () => {
  it("say whose rule it was, and propose nothing that is not the author's to change", () => {
    const both: Authorities = [authority(READS_ALL), authority(READS_SOME)];
    expect(judge(both, { op: "fs.read", path: "/workspace/a.key" }).decision).toMatchObject({
      verdict: "deny",
      rule: "parent/filesystem.deny[0]",
      range: null,
      reason: expect.stringMatching(/^By the rights of the agent that started it: /),
    });
    expect(judge(both, { op: "fs.read", path: "/etc/passwd" }).decision).toMatchObject({
      verdict: "deny",
      rule: null,
      suggestion: null,
    });
    const three: Authorities = [authority(READS_ALL), authority(READS_ALL), authority(READS_SOME)];
    expect(judge(three, { op: "fs.read", path: "/workspace/a.key" }).decision.rule).toBe(
      "parent/parent/filesystem.deny[0]",
    );
  });

  it("ask a person when one of them does", () => {
    const tool = (effect: string) => authority(`[capabilities.tools.t]\neffect = "${effect}"\n`);
    const request = { op: "tool.call", tool: "t", args: {} };
    expect(judge([tool("allow"), tool("approve")], request).decision.verdict).toBe("approve");
    expect(judge([tool("approve"), tool("allow")], request).decision.verdict).toBe("approve");
    expect(judge([tool("approve"), tool("deny")], request).decision.verdict).toBe("deny");
  });

  it("use up the budgets of all of them, and of none when one denies", () => {
    const limited = (most: number) =>
      authority(`[capabilities.tools.t]\n[resources]\nmax_tool_calls = ${most}\n`);
    const [own, parent, other] = [limited(9), limited(2), limited(9)] as const;
    const request = { op: "tool.call", tool: "t", args: {} };
    const once = (child: Authority) => {
      const { decision, uses } = judge([child, parent], request);
      commitAll(decision.verdict === "deny" ? [] : uses);
      return decision.rule;
    };
    expect([once(own), once(other), once(own), once(other)]).toEqual([
      "tools.t",
      "tools.t",
      "parent/resources.max_tool_calls",
      "parent/resources.max_tool_calls",
    ]);
    expect(own.meters.totals["resources.max_tool_calls"]).toBe(1);
  });

  it("get back what an answer did not take, and no more than that", () => {
    const budget = (most: number) =>
      authority(`[capabilities.models]\nallow = ["m"]\nmax_tokens = ${most}\nmax_cost_usd = 1.0\n`);
    const both: Authorities = [budget(1000), budget(100)];
    const { uses, decision } = judge(both, { op: "model.call", model: "m", tokens: 90, cost_usd: 0.5 });
    expect(decision.verdict).toBe("allow");
    commitAll(uses);
    correctAll(uses, { tokens: 30, costUsd: 0.25 });
    for (const { meters } of both)
      expect(meters.totals).toEqual({ "models.max_tokens": 30, "models.max_cost_usd": 0.25 });
    for (const tokens of [Number.NaN, -5]) correctAll(uses, { tokens });
    expect(both[0].meters.totals["models.max_tokens"]).toBe(30);
  });
});

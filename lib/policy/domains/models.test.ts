import { describe, expect, it } from "vitest";
import { count } from "../meters";
import { asking } from "../testing/asking";

const SPEC = `
[capabilities.models]
allow = ["default", "claude-*", "openai/*"]
regions = ["eu", "us-*"]
max_tokens = 1000
max_cost_usd = 2.5
`;

describe("models", () => {
  const ask = asking(SPEC);
  it.each<[object, string]>([
    [{ model: "default", region: "eu" }, "allow models.allow[0]"],
    [{ model: "claude-x", region: "us-east" }, "allow models.allow[1]"],
    [{ model: "openai/gpt", region: "eu" }, "allow models.allow[2]"],
    [{ model: "openai/a/b", region: "eu" }, "deny DENIED_BY_DEFAULT"],
    [{ model: "default" }, "deny DENIED_BY_DEFAULT"],
    [{ model: "default", region: "asia" }, "deny DENIED_BY_DEFAULT"],
    [{ model: "other", region: "eu" }, "deny DENIED_BY_DEFAULT"],
    [{ model: "default", region: "eu", tokens: 1000 }, "allow models.allow[0]"],
    [{ model: "default", region: "eu", tokens: 1001 }, "deny models.max_tokens"],
    [{ model: "default", region: "eu", cost_usd: 2.51 }, "deny models.max_cost_usd"],
    [{ model: "default", region: "eu", tokens: -1 }, "deny MALFORMED_REQUEST"],
    [{ model: "default", region: "eu", tokens: Number.NaN }, "deny MALFORMED_REQUEST"],
    [{ model: "default", region: "eu", tokens: "1" }, "deny MALFORMED_REQUEST"],
    [{ model: "default", region: 5 }, "deny MALFORMED_REQUEST"],
  ])("%j: %s", (request, expected) => expect(ask.brief({ op: "model.call", ...request })).toBe(expected));

  it("uses up its budget, also by what becomes known afterwards", () => {
    const limited = asking(SPEC);
    const call = { op: "model.call", model: "default", region: "eu" };
    expect(limited.perform({ ...call, tokens: 600 }).charges).toEqual([
      { rule: "models.max_tokens", amount: 600 },
      { rule: "models.max_cost_usd", amount: 0 },
    ]);
    expect(limited.perform({ ...call, tokens: 600 }).code).toBe("DENIED_BY_LIMIT");
    expect(limited.perform(call).verdict).toBe("allow");
    count(limited.meters, { rule: "models.max_tokens", amount: 400 });
    expect(limited.perform(call)).toMatchObject({ verdict: "deny", rule: "models.max_tokens" });
  });
});

it("needs no region where none is listed", () => {
  expect(asking('[capabilities.models]\nallow = ["*"]\n').brief({ op: "model.call", model: "a/b/c" })).toBe(
    "allow models.allow[0]",
  );
});

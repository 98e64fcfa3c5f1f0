import { describe, expect, it } from "vitest";
import { asking } from "../testing/asking";

const SPEC = `
[capabilities.tools."github.create_issue"]
effect = "approve"
rate_limit = "2/hour"
args.repo = ["acme/*"]
args.title = { max_length = 20, required = true }
args.amount = { min = 0, max = 100 }
[capabilities.tools.search]
[capabilities.tools.wipe]
effect = "deny"
args.path = ["/tmp/**"]
[capabilities.api.gmail]
scopes = ["read", "label:*"]
rate_limit = "1/minute"
to = ["*@example.com"]
folder = "inbox"
`;

describe("tools", () => {
  const ask = asking(SPEC);
  const call = (tool: string, args?: unknown) => ask.brief({ op: "tool.call", tool, args });

  it.each<[string, unknown, string]>([
    ["search", { anything: [1, { a: null }] }, "allow tools.search"],
    ["search", undefined, "allow tools.search"],
    [
      "github.create_issue",
      { repo: "acme/x", title: "t", amount: 5, other: true },
      'approve tools."github.create_issue"',
    ],
    ["github.create_issue", { title: "t" }, 'approve tools."github.create_issue"'],
    ["github.create_issue", { repo: "acme/x" }, 'deny tools."github.create_issue".args.title'],
    ["github.create_issue", { repo: "evil/x", title: "t" }, 'deny tools."github.create_issue".args.repo'],
    ["github.create_issue", { repo: ["acme/x"], title: "t" }, 'deny tools."github.create_issue".args.repo'],
    ["github.create_issue", { title: "t", amount: "5" }, 'deny tools."github.create_issue".args.amount'],
    ["github.create_issue", { title: "t", amount: -0.1 }, 'deny tools."github.create_issue".args.amount'],
    ["github.create_issue", "text", 'deny tools."github.create_issue".args.title'],
    ["wipe", { path: "/tmp/x" }, "deny tools.wipe"],
    ["wipe", {}, "deny tools.wipe"],
    ["Search", {}, "deny DENIED_BY_DEFAULT"],
    ["constructor", {}, "deny DENIED_BY_DEFAULT"],
    ["__proto__", {}, "deny DENIED_BY_DEFAULT"],
    ["", {}, "deny MALFORMED_REQUEST"],
    ["search", { f: () => 1 }, "deny MALFORMED_REQUEST"],
    ["search", { n: Number.NaN }, "deny MALFORMED_REQUEST"],
  ])("%s %j: %s", (tool, args, expected) => expect(call(tool, args)).toBe(expected));

  it("does not find a required argument in a prototype", () => {
    expect(call("github.create_issue", Object.create({ title: "t" }))).toBe(
      'deny tools."github.create_issue".args.title',
    );
  });

  it("counts what goes ahead, and lets go of it when the window has passed", () => {
    const limited = asking(SPEC);
    const request = { op: "tool.call", tool: "github.create_issue", args: { title: "t" } };
    expect([limited.perform(request).verdict, limited.perform(request).verdict]).toEqual([
      "approve",
      "approve",
    ]);
    const third = limited.perform(request);
    expect([third.verdict, third.code, third.rule]).toEqual([
      "deny",
      "DENIED_BY_LIMIT",
      'tools."github.create_issue".rate_limit',
    ]);
    expect(limited.brief({ op: "tool.call", tool: "search" })).toBe("allow tools.search");
    limited.meters.now += 3_600_000;
    expect(limited.perform(request).verdict).toBe("approve");
  });

  it("does not count what was denied, nor by deciding alone", () => {
    const limited = asking(SPEC);
    const request = { op: "tool.call", tool: "github.create_issue", args: { title: "t" } };
    for (let i = 0; i < 5; i++) {
      limited(request);
      limited.perform({ ...request, args: {} });
    }
    expect(limited.perform(request).verdict).toBe("approve");
  });
});

describe("APIs", () => {
  const ask = asking(SPEC);
  it.each<[string, string, unknown, string]>([
    ["gmail", "read", { to: "a@example.com", folder: "inbox" }, "allow api.gmail.scopes[0]"],
    ["gmail", "label:x", undefined, "allow api.gmail.scopes[1]"],
    ["gmail", "send", {}, "deny DENIED_BY_DEFAULT"],
    ["gmail", "read", { to: "a@evil.test" }, "deny api.gmail.to"],
    ["gmail", "read", { folder: "sent" }, "deny api.gmail.folder"],
    ["slack", "read", {}, "deny DENIED_BY_DEFAULT"],
  ])("%s %s %j: %s", (api, scope, args, expected) =>
    expect(ask.brief({ op: "api.call", api, scope, args })).toBe(expected),
  );
});

it("limits the actions of a run, files and variables aside", () => {
  const ask = asking(
    '[capabilities.filesystem]\nread = ["/**"]\n[capabilities.tools.t]\n[resources]\nmax_tool_calls = 2\n',
  );
  const call = { op: "tool.call", tool: "t" };
  expect([
    ask.perform(call).verdict,
    ask.perform({ op: "fs.read", path: "/a" }).verdict,
    ask.perform(call).verdict,
  ]).toEqual(["allow", "allow", "allow"]);
  expect(ask.perform(call)).toMatchObject({
    verdict: "deny",
    code: "DENIED_BY_LIMIT",
    rule: "resources.max_tool_calls",
  });
  expect(ask.perform({ op: "fs.read", path: "/a" }).verdict).toBe("allow");
});

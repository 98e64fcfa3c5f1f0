/** What holds whatever is asked: no exception, no second reading, no time that runs away. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AgentSpec } from "../spec/agent-spec";
import { decide } from "./decide";
import { link } from "./engine";
import { newMeters } from "./meters";
import { compile } from "./program";
import { specs } from "./testing/arbitraries";
import { asking } from "./testing/asking";
import { leastTime, PROMPT_MS } from "./testing/least-time";

const STARS = "*a".repeat(60);
const EVERYTHING = `
[capabilities.filesystem]
read = ["/**"]
write = ["/**"]
deny = ["/**/${STARS}b", "/**/a/**/a/**/a/**/b", "**/*.key"]
[capabilities.network]
allow_egress = ["https://*"]
deny_egress = ["https://*/${STARS}b"]
[capabilities.exec]
allow = ["*"]
allow_dynamic_code = true
deny = ["git ${"*a".repeat(30)}b"]
[capabilities.tools.t]
rate_limit = "5/hour"
args.a = ["${STARS}b"]
args.m = { matches = "(a*)*b" }
[capabilities.sql.d]
statements = ["select"]
[capabilities.models]
allow = ["*"]
`;
const [someSpec] = fc.sample(specs, { numRuns: 1, seed: 1 }) as [AgentSpec];
const tools = { t: { effect: "allow" as const, rate_limit: "5/hour", args: {} } };
const limited = link(compile({ ...someSpec, capabilities: { ...someSpec.capabilities, tools } }));
const ask = asking(EVERYTHING, { sql: () => ({ ok: true, facts: { statements: [] } }) });

describe("any value at all", () => {
  it("gets a decision", () => {
    const op = fc.constantFrom(
      "fs.read",
      "fs.rename",
      "fs.symlink",
      "net.fetch",
      "net.connect",
      "exec.spawn",
      "exec.shell",
      "tool.call",
      "api.call",
      "sql.query",
      "model.call",
      "secret.use",
      "env.read",
      "agent.spawn",
      "x",
      "__proto__",
    );
    const field = fc.constantFrom(
      "path",
      "to",
      "target",
      "cwd",
      "method",
      "url",
      "host",
      "port",
      "argv",
      "command",
      "tool",
      "args",
      "api",
      "scope",
      "database",
      "sql",
      "model",
      "region",
      "tokens",
      "name",
    );
    const value = fc.oneof(fc.anything(), fc.string({ unit: "binary" }), fc.array(fc.string()), fc.double());
    const request = fc
      .tuple(op, fc.dictionary(field, value))
      .map(([name, fields]) => ({ ...fields, op: name }));
    fc.assert(
      fc.property(
        fc.oneof(fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true }), request),
        (asked) => {
          const decision = ask(asked);
          expect(["allow", "deny"]).toContain(decision.verdict);
          expect(typeof decision.reason).toBe("string");
          JSON.stringify(decision);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    undefined,
    null,
    1,
    "fs.read",
    [],
    {},
    { op: 1 },
    { op: "fs.read" },
    { op: "fs.read", path: 1 },
    { op: "FS.READ", path: "/a" },
    { op: "fs.read", path: new String("/a") },
    { op: "fs.read", path: "/a", cwd: null },
    { op: ["fs.read"], path: "/a" },
  ])("%j is no request", (request) =>
    expect(ask(request)).toMatchObject({ verdict: "deny", code: "MALFORMED_REQUEST" }),
  );
});

describe("an exception anywhere", () => {
  const explode = () => {
    throw new Error("boom");
  };
  it("in a getter, a proxy or a conversion denies", () => {
    const hostile: unknown[] = [
      {
        get op() {
          return explode();
        },
      },
      {
        op: "fs.read",
        get path() {
          return explode();
        },
      },
      new Proxy({}, { get: explode }),
      new Proxy({}, { ownKeys: explode, has: explode, getOwnPropertyDescriptor: explode }),
      { op: "tool.call", tool: "t", args: new Proxy({}, { ownKeys: explode }) },
      {
        op: "tool.call",
        tool: "t",
        args: {
          get a() {
            return explode();
          },
        },
      },
      { op: "exec.spawn", argv: new Proxy([], { get: explode }) },
      { op: "net.fetch", url: { toString: explode } },
    ];
    for (const request of hostile) expect(ask(request).verdict).toBe("deny");
  });

  it("in the analyser, the meters or the clock denies", () => {
    const poisoned = asking(EVERYTHING, { sql: explode });
    expect(poisoned({ op: "sql.query", database: "d", sql: "select 1" })).toMatchObject({
      verdict: "deny",
      code: "POLICY_ERROR",
    });
    const call = { op: "tool.call", tool: "t" };
    const bad = [
      {
        get now() {
          return explode();
        },
        totals: {},
        windows: {},
      },
      { now: Number.NaN, totals: {}, windows: {} },
      { now: "soon", totals: {}, windows: {} },
      { now: 1, totals: {}, windows: { "tools.t.rate_limit": "x" } },
      { now: 1, totals: {}, windows: { "tools.t.rate_limit": { length: 0 } } },
      { now: 1, totals: {}, windows: { "tools.t.rate_limit": [Number.NaN, Number.NaN] } },
      {},
      null,
    ];
    for (const meters of bad) expect(decide(limited, call, meters as never).verdict).toBe("deny");
    expect(decide(limited, call, newMeters(1)).verdict).toBe("allow");
  });

  it("in the engine itself denies", () => {
    for (const engine of [
      null,
      undefined,
      {},
      { domains: {} },
      { domains: new Proxy({}, { get: explode }) },
    ]) {
      expect(decide(engine as never, { op: "fs.read", path: "/a" }, newMeters(0))).toMatchObject({
        verdict: "deny",
        code: "POLICY_ERROR",
      });
    }
  });
});

it("reads each field of a request once", () => {
  const answers = ["/ok", "/etc/shadow"];
  const decision = ask({
    op: "fs.read",
    get path() {
      return answers.shift();
    },
  });
  expect([decision.canonical, answers]).toEqual([{ op: "fs.read", path: "/ok" }, ["/etc/shadow"]]);
});

it("is pure: the same in, the same out, and nothing is touched", () => {
  fc.assert(
    fc.property(specs, (spec) => {
      const engine = link(compile(spec));
      const request = Object.freeze({ op: "fs.read", path: "/a/b" });
      const meters = Object.freeze({
        now: 1,
        totals: Object.freeze({}),
        windows: Object.freeze({}),
      }) as never;
      expect(JSON.stringify(decide(engine, request, meters))).toBe(
        JSON.stringify(decide(engine, request, meters)),
      );
    }),
    { numRuns: 50 },
  );
});

describe("hostile input takes no time", () => {
  const long = "a".repeat(1_000_000);
  it.each<[string, unknown]>([
    ["a path of 1 MB", { op: "fs.read", path: `/${long}` }],
    ["a path of many segments", { op: "fs.read", path: "/a".repeat(500_000) }],
    ["the longest path against stars", { op: "fs.read", path: `/${"a".repeat(4000)}` }],
    ["the longest path of segments against double stars", { op: "fs.read", path: "/a".repeat(2048) }],
    ["the longest path of dots", { op: "fs.read", path: "/..".repeat(1365) }],
    ["a URL of 1 MB", { op: "net.fetch", url: `https://a.test/${long}` }],
    ["a URL against stars", { op: "net.fetch", url: `https://a.test/${"a".repeat(60_000)}` }],
    ["a URL of escapes", { op: "net.fetch", url: `https://a.test/${"%c3%bc".repeat(10_000)}` }],
    ["a host of 1 MB", { op: "net.connect", host: long, port: 1 }],
    ["a host of dots", { op: "net.connect", host: "a.".repeat(500_000), port: 1 }],
    ["10,000 arguments", { op: "exec.spawn", argv: ["git", ...Array.from({ length: 10_000 }, () => "-x")] }],
    [
      "10,000 long arguments",
      { op: "exec.spawn", argv: ["git", ...Array.from({ length: 10_000 }, () => "a".repeat(90))] },
    ],
    ["a command of 1 MB", { op: "exec.shell", command: long }],
    ["a command of quotes", { op: "exec.shell", command: `"$(`.repeat(20_000) }],
    ["a command of backquotes", { op: "exec.shell", command: "`".repeat(60_000) }],
    ["a command of here-documents", { op: "exec.shell", command: `a ${"<<E ".repeat(10_000)}\n` }],
    [
      "deep arguments",
      { op: "tool.call", tool: "t", args: JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`) },
    ],
    [
      "many arguments",
      {
        op: "tool.call",
        tool: "t",
        args: Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`k${i}`, i])),
      },
    ],
    ["a text of 1 MB against patterns", { op: "tool.call", tool: "t", args: { a: long } }],
    ["a text against an expression", { op: "tool.call", tool: "t", args: { m: "a".repeat(16_000) } }],
    ["a model of 1 MB", { op: "model.call", model: long }],
  ])("%s", (_, request) => {
    // In a fresh process, where all is slower, bench/policy/hostile.test.ts holds the same.
    expect(leastTime(() => ask(request))).toBeLessThan(PROMPT_MS);
  });
});

it("denies what takes too long to compare, and answers the next request as ever", () => {
  const slow = asking(`[capabilities.filesystem]
read = ["/**"]
deny = [${Array.from({ length: 1000 }, (_, i) => `"**/*${"a".repeat(30)}${i}*"`).join(", ")}]`);
  const { verdict, code, reason } = slow({ op: "fs.read", path: `/${"a".repeat(4000)}` });
  expect([verdict, code]).toEqual(["deny", "POLICY_ERROR"]);
  expect(reason).toContain("takes too long");
  expect(slow.brief({ op: "fs.read", path: "/a" })).toBe("allow filesystem.read[0]");
});

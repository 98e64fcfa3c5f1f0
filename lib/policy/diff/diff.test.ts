import { describe, expect, test } from "vitest";
import { type AgentSpec, agentSpecSchema } from "../../spec/agent-spec";
import { stopwatch } from "../../testing/stopwatch";
import { decide } from "../decide";
import { link } from "../engine";
import { newMeters } from "../meters";
import { compile } from "../program";
import { diff } from "./diff";
import type { CapabilityDiff } from "./types";

type Capabilities = Parameters<typeof agentSpecSchema.parse>[0];

function spec(capabilities: Capabilities, rest: object = {}): AgentSpec {
  return agentSpecSchema.parse({ agent: { name: "a" }, capabilities, ...rest });
}
function row(
  capability: string,
  old: Capabilities,
  after: Capabilities,
  rest: readonly object[] = [],
): CapabilityDiff {
  const { capabilities } = diff(compile(spec(old, rest[0])), compile(spec(after, rest[1])));
  const found = capabilities.find((each) => each.capability === capability);
  if (!found) throw new Error(`no ${capability} among ${capabilities.map((each) => each.capability)}`);
  for (const { request, meters, old: was, new: is } of [...found.widenings, ...found.narrowings]) {
    if (request.op === "sql.query") continue;
    const [before, now] = [old, after].map((each, index) =>
      decide(link(compile(spec(each, rest[index]))), request, meters ?? newMeters(0)),
    );
    expect([before?.verdict, now?.verdict]).toEqual([was.verdict, is.verdict]);
  }
  return found;
}
const relation = (...args: Parameters<typeof row>) => {
  const { relation, exact } = row(...args);
  return exact ? relation : `${relation}, not exact`;
};

describe("diff", () => {
  test("of files is about what they match, not how they are written", () => {
    const name = "filesystem.read";
    const read = (...patterns: string[]) => ({ filesystem: { read: patterns } });
    expect(relation(name, read("/a/{b,c}/**"), read("/a/c/**", "/a/b/**"))).toBe("equal");
    expect(relation(name, read("/a/*"), read("/a/**"))).toBe("wider");
    expect(relation(name, read("/a/**"), { filesystem: { read: ["/a/**"], deny: ["**/*.key"] } })).toBe(
      "narrower",
    );
    expect(relation(name, read("/a/**", "/b/x"), read("/a/**", "/b/y"))).toBe("incomparable");
    expect(relation(name, read("/a/**"), { filesystem: { read: ["/a/**"], deny: ["/b/**"] } })).toBe("equal");
    expect(row(name, read("/a/*"), read("/a/**")).widenings[0]).toEqual({
      request: { op: "fs.read", path: "/a" },
      old: { verdict: "deny", rule: null },
      new: { verdict: "allow", rule: "filesystem.read[0]" },
    });
  });

  test("an approval taken away is wider, and asks no one", () => {
    const write = { write: ["/a/**"] };
    const found = row(
      "filesystem.write",
      { filesystem: { ...write, approve: ["/a/b/**"] } },
      { filesystem: write },
    );
    expect(found.relation).toBe("wider");
    expect(found.widenings[0]?.old).toEqual({ verdict: "approve", rule: "filesystem.approve[0]" });
  });

  test("of the network: methods, ports, paths, subdomains, private addresses", () => {
    const allow = (...patterns: string[]) => ({ network: { allow_egress: patterns } });
    const of = (old: string, after: string) => relation("network", allow(old), allow(after));
    expect(of("https://a.test", "https://a.test:443")).toBe("equal");
    expect(of("GET https://a.test", "https://a.test")).toBe("wider");
    expect(of("https://a.test/**", "https://a.test")).toBe("wider");
    expect(of("https://*.a.test", "https://b.a.test")).toBe("narrower");
    expect(of("https://a.test/v1/*", "https://a.test/v1/**")).toBe("wider");
    expect(of("https://10.0.0.1", "https://a.test")).toBe("incomparable");
    const any = { network: { allow_egress: ["https://*"], deny_egress: ["*"] } };
    expect(relation("network", any, allow("https://*"))).toBe("equal");
    expect(relation("network", allow("https://*"), allow("https://*", "https://127.0.0.1"))).toBe("wider");
    expect(relation("network", allow("https://*.localhost"), allow())).toBe("equal");
  });

  test("of commands: word by word, and switched off as a whole", () => {
    const exec = (allow: string[], more: object = {}) => ({ exec: { allow, ...more } });
    expect(relation("exec", exec(["git *"]), exec(["git"]))).toBe("equal");
    expect(relation("exec", exec(["git status"]), exec(["git *"]))).toBe("wider");
    expect(relation("exec", exec(["git"]), exec(["git"], { deny: ["git push"] }))).toBe("narrower");
    expect(relation("exec", exec(["git"]), exec(["git"], { approve: ["git push *"] }))).toBe("incomparable");
    // An approval is read widely: it also opens /bin/git push, which nothing granted before.
    const opened = row("exec", exec(["git"]), exec(["git"], { approve: ["git push *"] })).widenings[0];
    expect(opened?.new.verdict).toBe("approve");
    expect(relation("exec", exec(["git"], { allow_subprocess: false }), exec(["git"]))).toBe("wider");
    expect(relation("exec", exec([]), exec(["node"]))).toBe("wider");
    expect(relation("exec", exec(["/bin/x"]), exec(["/bin/x"], { deny: ["x"] }))).toBe("narrower");
    expect(
      relation("exec.allow_dynamic_code", exec(["node"]), exec(["node"], { allow_dynamic_code: true })),
    ).toBe("wider");
    expect(row("exec", exec([]), exec(["git push *"])).widenings[0]?.request).toMatchObject({
      argv: ["git", "push"],
    });
  });

  test("of tools: effect, conditions, rate", () => {
    const tool = (entry: object | null) => ({ tools: entry === null ? {} : { t: entry } });
    const of = (old: object | null, after: object | null) => relation("tools.t", tool(old), tool(after));
    const args = (condition: unknown) => ({ args: { a: condition } });
    expect(of(null, {})).toBe("wider");
    expect(of({ effect: "approve" }, {})).toBe("wider");
    expect(of({}, { effect: "deny" })).toBe("narrower");
    expect(of({}, args({ max: 10 }))).toBe("narrower");
    expect(of(args({ max: 10 }), args({ max: 11 }))).toBe("wider");
    expect(of(args({ min: 0, max: 10 }), args({ min: 1, max: 11 }))).toBe("incomparable");
    expect(of(args(["acme/*"]), args(["acme/**"]))).toBe("wider");
    expect(of(args(["acme/{a,b}"]), args({ one_of: ["acme/b", "acme/a"] }))).toBe("equal");
    expect(of(args({ matches: "[a-c]+" }), args({ matches: "[a-d]+" }))).toBe("wider");
    expect(of(args({ matches: "a|b" }), args({ matches: "[ab]" }))).toBe("equal");
    expect(of(args({ max_length: 5 }), args({ max_length: 5, required: true }))).toBe("narrower");
    expect(of(args({ items: ["a*"] }), args({ items: ["*"] }))).toBe("wider");
    expect(of(args({ matches: "\\bx" }), args({ matches: "\\Bx" }))).toBe("incomparable, not exact");
    expect(of({ effect: "approve", ...args({ max: 1 }) }, args({ max: 0 }))).toBe("incomparable");
    expect(of({ rate_limit: "10/hour" }, { rate_limit: "11/hour" })).toBe("wider");
    expect(of({ rate_limit: "1/minute" }, { rate_limit: "60/hour" })).toBe("wider");
    expect(of({ rate_limit: "1/minute" }, { rate_limit: "59/hour" })).toBe("incomparable");
    expect(of({ rate_limit: "10/hour" }, {})).toBe("wider");
  });

  test("of APIs, databases, models, secrets, agents, variables, budgets", () => {
    const api = (scopes: string[]) => ({ api: { g: { scopes } } });
    expect(relation("api.g", api(["read"]), api(["read", "send"]))).toBe("wider");
    const sql = (rule: object) => ({ sql: { d: rule } });
    const select = { statements: ["select"], tables: ["public.*"] };
    expect(relation("sql.d", sql(select), sql({ ...select, statements: ["select", "delete"] }))).toBe(
      "wider",
    );
    expect(relation("sql.d", sql(select), sql({ ...select, deny_tables: ["*.secrets"] }))).toBe("narrower");
    expect(relation("sql.d", sql(select), sql({ ...select, deny_tables: ["other.*"] }))).toBe("equal");
    expect(relation("sql.d", sql(select), sql({ ...select, tables: ["public.*", "o?"] }))).toBe("equal");
    expect(relation("sql.d", sql(select), sql({ ...select, tables: ["*"] }))).toBe("wider");
    expect(relation("sql.d", sql(select), sql({ ...select, deny_functions: ["lower"] }))).toBe("narrower");
    const models = (rule: object) => ({ models: { allow: ["claude-*"], ...rule } });
    expect(relation("models", models({}), models({ regions: ["eu"] }))).toBe("narrower");
    expect(relation("models.max_tokens", models({ max_tokens: 5 }), models({ max_tokens: 6 }))).toBe("wider");
    expect(relation("models.max_cost_usd", models({}), models({ max_cost_usd: 6 }))).toBe("narrower");
    const secrets = (hosts: string[]) => ({ secrets: { S: { hosts } } });
    expect(relation("secrets.S", secrets(["a.test"]), secrets(["*.a.test", "a.test"]))).toBe("wider");
    expect(relation("agents", {}, { agents: { spawn: ["x"] } })).toBe("wider");
    expect(relation("env", { exec: { env: ["A"] } }, { exec: { env: ["B"] } })).toBe("incomparable");
    const actions = [{ resources: { max_tool_calls: 5 } }, { resources: { max_tool_calls: 4 } }];
    expect(relation("resources.max_tool_calls", { tools: { t: {} } }, { tools: { t: {} } }, actions)).toBe(
      "narrower",
    );
  });

  test("what is the same is equal, also where nothing could be proved about it", () => {
    const odd = { a: { matches: "\\bfoo\\b", min_length: 30, required: true } };
    const tool = (entry: object) => ({ tools: { t: { args: odd, ...entry } } });
    const of = (old: object, after: object) => relation("tools.t", tool(old), tool(after));
    expect(of({}, {})).toBe("equal");
    expect(of({ rate_limit: "1/hour" }, { rate_limit: "2/hour" })).toBe("wider");
    expect(of({}, { effect: "approve" })).toBe("narrower");
    expect(of({ effect: "deny" }, {})).toBe("wider");
    const api = (rate_limit: string) => ({ api: { g: { scopes: ["r"], rate_limit, a: odd.a } } });
    expect(relation("api.g", api("3/hour"), api("2/hour"))).toBe("narrower");
    expect(of({}, { args: { a: { ...odd.a, min_length: 31 } } })).toBe("incomparable, not exact");
  });

  test("budgets by their number, with a request that shows it where there is one", () => {
    const actions = (count: number) => ({ resources: { max_tool_calls: count } });
    const name = "resources.max_tool_calls";
    const of = (capabilities: object) => row(name, capabilities, capabilities, [actions(5), actions(6)]);
    for (const capabilities of [
      { network: { allow_egress: ["GET https://*.a.test/v1/*"] } },
      { exec: { approve: ["git push *"] } },
      { tools: { t: { args: { a: { min: 3, required: true } } } } },
      { api: { g: { scopes: ["r*"] } } },
      { models: { allow: ["claude-*"], regions: ["eu"] } },
      { agents: { spawn: ["a?"] } },
    ])
      expect(of(capabilities)).toMatchObject({ relation: "wider", exact: true, widenings: [{ meters: {} }] });
    const sql = { sql: { d: { statements: ["select"], tables: ["public.a"] } } };
    expect(of(sql)).toMatchObject({ relation: "wider", widenings: [{ request: { op: "sql.query" } }] });
    // Files are not counted.
    expect(of({ filesystem: { read: ["/**"] } })).toMatchObject({ relation: "equal", exact: true });
    const models = (rule: object) => ({ models: rule });
    const moot = row("models.max_tokens", models({ max_tokens: 5 }), models({ max_tokens: 6 }));
    expect([moot.relation, moot.note === null]).toEqual(["equal", false]);
  });

  test("a program with a fault is compared with nothing", () => {
    const program = compile(spec({}));
    const broken = { ...program, filesystem: { ...program.filesystem, deny: [["[", null] as const] } };
    expect(diff(program, broken)).toMatchObject({ relation: "incomparable", exact: false });
  });

  test("patterns made to explode are given up, not guessed", () => {
    const read = "abcdefghijklmnop".split("").map((letter) => `/*${letter}*`);
    const found = row("filesystem.read", { filesystem: { read } }, { filesystem: { read: read.slice(1) } });
    expect(found).toMatchObject({ relation: "incomparable", exact: false });
  });

  test("fifty rules a side take far less than a second", () => {
    const words = ["src", "docs", "test", "out", "data", "cache", "lib", "app", "tmp", "logs"];
    const of = (shift: number) =>
      spec({
        filesystem: {
          read: words.flatMap((word) => [`/workspace/${word}/**`, `/srv/${word}${shift}/*/config`]),
          write: words.map((word, index) => `/workspace/${word}/out${index + shift}/**`),
          deny: [
            "**/*.key",
            "**/*.pem",
            "**/.env*",
            "**/.git/**",
            "**/.ssh/**",
            "/etc/**",
            `**/*${shift}.bak`,
          ],
          approve: words.map((word) => `/workspace/${word}/final/*.md`),
        },
        network: {
          allow_egress: words.flatMap((word, index) => [
            `https://${word}.example.com`,
            `GET https://*.${word}.test/v${index + shift}/**`,
            `POST https://api.test/${word}/*/items`,
          ]),
          deny_egress: ["*", "https://*.internal.test", `https://api.test/admin${shift}/**`],
        },
        exec: {
          allow: words.flatMap((word) => [`${word} *`, `git ${word} *`, `npm run ${word}${shift}`]),
          deny: ["bash", "sh", "curl", `git push --force${shift}`],
        },
      });
    const [old, after] = [compile(of(0)), compile(of(1))];
    const time = stopwatch();
    const result = diff(old, after);
    const took = time();
    expect(result.exact).toBe(true);
    expect(took).toBeLessThan(3000);
    expect(diff(old, compile(of(0))).relation).toBe("equal");
  });
});

/** The smallest rule that comes with a denial, held against what the engine says once it is written. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type AgentSpec, agentSpecSchema } from "../../spec";
import { decide } from "../decide";
import { link } from "../engine";
import { newMeters } from "../meters";
import { compile } from "../program";
import { requests, specs } from "../testing/arbitraries";
import type { Decision, PolicyRequest, SuggestedRule } from "../types";

const answer = (spec: AgentSpec, request: PolicyRequest) =>
  decide(link(compile(spec)), request, newMeters(0));

type Tree = Record<string, unknown>;

/** As an author would write it; what is no spec then is a fault of the suggestion. */
function withRule(spec: AgentSpec, { path, add }: SuggestedRule): AgentSpec {
  const next = structuredClone(spec) as unknown as Tree;
  const last = path.at(-1) ?? "";
  const section = path.slice(0, -1).reduce((at, key) => {
    at[key] ??= {};
    return at[key] as Tree;
  }, next);
  if (last === "tools") (section.tools as Tree)[add] = {};
  else section[last] = [...((section[last] as string[] | undefined) ?? []), add];
  return agentSpecSchema.parse(next);
}

const words = fc.constantFrom("git", "./git", "/bin/../bin/git", "push", "$x", "a", "-f", "'a b'", "tool");
const lines = fc
  .array(fc.array(words, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
  .map((commands) => commands.map((each) => each.join(" ")).join("; "));
const cwd = fc.constantFrom("/a", "/a/b c", "x");
const others: fc.Arbitrary<PolicyRequest> = fc.oneof(
  fc.tuple(lines, cwd).map(([command, at]) => ({ op: "exec.shell" as const, command, cwd: at })),
  fc
    .tuple(fc.array(words, { minLength: 1, maxLength: 4 }), cwd)
    .map(([argv, at]) => ({ op: "exec.spawn" as const, argv, cwd: at })),
  fc.constantFrom("t", "t.u", "a b").map((tool) => ({ op: "tool.call" as const, tool, args: {} })),
  fc.constantFrom("r", "r*", "a/b").map((scope) => ({ op: "api.call" as const, api: "g", scope })),
  fc.constantFrom("a.test", "x.a.test").map((host) => ({ op: "secret.use" as const, name: "S", host })),
  fc.constantFrom("a b", "1x", "x*").map((name) => ({ op: "env.read" as const, name })),
  fc.constantFrom("a b", "x*", "é").map((name) => ({ op: "agent.spawn" as const, name })),
  fc.constantFrom("a b", "m*").map((model) => ({ op: "model.call" as const, model, region: "e u" })),
  fc.constantFrom("a b", "x*").map((name) => ({ op: "secret.use" as const, name, host: "a.test" })),
);

/** One thing at a time: with several parts, a rule for the first leads to the next. */
function isWhole({ op }: PolicyRequest): boolean {
  return ![
    "fs.rename",
    "fs.link",
    "fs.copy",
    "fs.symlink",
    "exec.shell",
    "exec.spawn",
    "model.call",
  ].includes(op);
}

/** Adds what is suggested until there is nothing more to suggest. */
function follow(spec: AgentSpec, request: PolicyRequest): Decision {
  const tried = new Set<string>();
  let current = spec;
  for (;;) {
    const decision = answer(current, request);
    const { suggestion, verdict } = decision;
    if (verdict !== "deny" || suggestion === null) return decision;
    const added = JSON.stringify(suggestion);
    // The same once more would mean that the rule matched nothing.
    expect({ request, added, isNew: !tried.has(added) }).toMatchObject({ isNew: true });
    if (isWhole(request)) expect([...tried]).toEqual([]);
    tried.add(added);
    current = withRule(current, suggestion);
  }
}

test("what is suggested allows, unless a deny forbids", { timeout: 600_000 }, () => {
  const allowed = new Map<string, number>();
  fc.assert(
    fc.property(specs, fc.oneof(requests, others), (spec, request) => {
      const { suggestion } = answer(spec, request);
      const { verdict, rule, reason, code } = follow(spec, request);
      if (suggestion === null) return;
      if (verdict === "deny" && rule !== null) expect(reason).toContain(rule);
      // A part that no rule can allow may come behind one that a rule allows.
      else if (verdict === "deny")
        expect({ request, code, isWhole: isWhole(request) }).toMatchObject({ isWhole: false });
      else allowed.set(request.op, (allowed.get(request.op) ?? 0) + 1);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 3000) },
  );
  const seen = ["fs.read", "net.fetch", "exec.spawn", "exec.shell", "tool.call", "model.call", "secret.use"];
  expect(seen.filter((op) => !allowed.has(op))).toEqual([]);
});

test("a program that is named by where it lies is granted by its whole path", () => {
  const spec = agentSpecSchema.parse({ agent: { name: "a" } });
  const { suggestion } = answer(spec, { op: "exec.spawn", argv: ["./git", "status"], cwd: "/srv" });
  expect(suggestion?.add).toBe("/srv/git status");
});

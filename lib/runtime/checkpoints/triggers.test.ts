import { describe, expect, it } from "vitest";
import type { Entry } from "../../audit/record";
import { load } from "../../spec";
import { isHighRisk } from "./rules";
import { checkpointRulesOf } from "./rules-of";
import { TriggerWatch } from "./triggers";

function rulesOf(checkpoint: string) {
  const { spec } = load(`[agent]\nname = "a"\n[checkpoint]\n${checkpoint}\n`);
  if (!spec) throw new Error("no spec");
  return checkpointRulesOf(spec);
}
function watching(...triggers: string[]) {
  return new TriggerWatch(rulesOf(`rollback_triggers = ${JSON.stringify(triggers)}`)?.triggers ?? []);
}
const entry = (type: string, data: Readonly<Record<string, unknown>>) => ({ type, data }) as unknown as Entry;
const denied = (type: string, request: Readonly<Record<string, unknown>> = {}) =>
  entry(type, { verdict: "deny", code: "DENIED_BY_DEFAULT", request });

describe("what a spec says about checkpoints", () => {
  it("is nothing, or rules with something where it says nothing", () => {
    expect(rulesOf("")).toBeUndefined();
    expect(rulesOf("max_snapshots = 3")).toBeUndefined();
    expect(rulesOf('interval = "90s"\nmax_snapshots = 3')).toEqual({
      intervalMs: 90_000,
      most: 3,
      isBeforeHighRisk: false,
      triggers: [],
    });
    expect(rulesOf("before_high_risk = true")).toMatchObject({ most: 10, isBeforeHighRisk: true });
    // More than a timer holds would be over at once.
    expect(rulesOf('interval = "90d"')?.intervalMs).toBe(2 ** 31 - 1);
  });

  it("calls high risk what removes, runs, or acts on others", () => {
    const risky = (request: Parameters<typeof isHighRisk>[0]["requests"][number]) =>
      isHighRisk({ requests: [request] });
    expect(risky({ op: "fs.delete", path: "/a" })).toBe(true);
    expect(risky({ op: "exec.spawn", argv: ["rm"] })).toBe(true);
    expect(risky({ op: "net.fetch", method: "post", url: "https://a.example/" })).toBe(true);
    expect(risky({ op: "net.fetch", method: "get", url: "https://a.example/" })).toBe(false);
    expect(risky({ op: "net.fetch", url: "https://a.example/" })).toBe(false);
    expect(risky({ op: "fs.write", path: "/a" })).toBe(false);
    expect(
      isHighRisk({
        requests: [
          { op: "fs.read", path: "/a" },
          { op: "fs.rename", path: "/a", to: "/b" },
        ],
      }),
    ).toBe(true);
  });
});

describe("triggers", () => {
  it("fire on the record that makes the count full, and know the first that counted", () => {
    const watch = watching("deny_violation_count > 2");
    expect(watch.see(denied("fs.read"), 4)).toBeUndefined();
    expect(watch.see(entry("fs.read", { verdict: "allow" }), 5)).toBeUndefined();
    expect(watch.see(denied("net.fetch"), 6)).toBeUndefined();
    expect(watch.see(denied("fs.read"), 9)).toEqual({ text: "deny_violation_count > 2", since: 4 });
    const errors = watching("error_count >= 1");
    expect(errors.see(entry("fs.read.result", { status: "ok" }), 1)).toBeUndefined();
    expect(errors.see(entry("fs.read.result", { status: "error" }), 2)).toMatchObject({ since: 2 });
    expect(watching("guard_block").see(entry("guard.finding", { verdict: "deny" }), 3)).toMatchObject({
      since: 3,
    });
    expect(
      watching("guard_block_count >= 2").see(entry("guard.finding", { verdict: "deny" }), 3),
    ).toBeUndefined();
    expect(watching("limit_exceeded").see(entry("limit.hit", {}), 3)).toMatchObject({ since: 3 });
  });

  it.each([
    ["fs.read", { path: "/workspace/.env" }, true],
    ["fs.read", { path: "/workspace/.env.local" }, true],
    ["fs.list", { path: "/root/.ssh" }, true],
    ["fs.read", { path: "/root/.ssh/config" }, true],
    ["fs.read", { path: "/workspace/tls/server.key" }, true],
    ["fs.rename", { path: "/workspace/a", to: "/workspace/credentials.json" }, true],
    ["fs.symlink", { path: "/workspace/a", target: "/home/me/.aws/credentials" }, true],
    ["env.read", { name: "GITHUB_TOKEN" }, true],
    ["env.read", { name: "LANG" }, false],
    ["secret.use", { name: "X" }, true],
    ["fs.read", { path: "/workspace/monkey.txt" }, false],
    ["fs.read", { path: "/workspace/keys.md" }, false],
    ["fs.read", { path: `/${"a/".repeat(100_000)}.env` }, false],
    ["net.fetch", { url: "https://a.example/id.key" }, false],
  ] as const)("take a denied %s of %j as an attempt at credentials: %s", (type, request, isOne) => {
    const fired = watching("credential_access_attempt").see(denied(type, request), 7);
    expect(fired !== undefined).toBe(isOne);
    expect(
      watching("credential_access_attempt").see(entry(type, { verdict: "allow", request }), 7),
    ).toBeUndefined();
  });
});

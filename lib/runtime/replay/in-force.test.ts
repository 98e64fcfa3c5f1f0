import { expect, it } from "vitest";
import type { Entry } from "../../audit/record";
import { InForceWatch } from "./in-force";

const APPROVALS = { timeoutMs: 1000, secondPerson: false };
const READ = { type: "fs.read", data: { code: "ALLOWED", verdict: "allow" } } as Entry;
const DENIED = { type: "fs.read", data: { code: "DENIED_BY_RULE", verdict: "deny" } } as Entry;
const resultOf = (of: number) => ({ type: "fs.read.result", data: { of, status: "ok" } }) as Entry;
const granted = (approver: string) =>
  ({
    type: "approval.grant",
    data: { action_sha256: "0".repeat(64), approver, of: 1 },
  }) as Entry;

it("is quiet where everything that was let through has its result, and the agent has not ended", () => {
  const watch = new InForceWatch({ approvals: APPROVALS, actor: "me" });
  const quiet = [READ, READ, resultOf(1), DENIED, resultOf(0)].map((entry, seq) => {
    expect(watch.see(entry, seq)).toBeUndefined();
    return watch.isQuiet;
  });
  expect(quiet).toEqual([false, false, false, false, true]);
  watch.see({ type: "agent.exit", data: { code: 0, reason: "exit" } }, 5);
  expect(watch.isQuiet).toBe(false);
});

it("holds who agreed to who may agree now", () => {
  const see = (approvals: object, approver: string) =>
    new InForceWatch({ approvals: { ...APPROVALS, ...approvals }, actor: "me" }).see(granted(approver), 1);
  expect(see({}, "me")).toBeUndefined();
  expect(see({ secondPerson: true }, "me")).toMatch(/^was approved by me, who may not/);
  expect(see({ secondPerson: true }, "you")).toBeUndefined();
  expect(see({ approvers: ["you"] }, "you")).toBeUndefined();
  expect(see({ approvers: ["you"] }, "them")).toMatch(/^was approved by them, who may not/);
});

it("tells what would have ended the run", () => {
  const text = "deny_violation_count > 1";
  const trigger = { kind: "count", count: "deny_violation_count", atLeast: 2 } as const;
  const checkpoints = { most: 1, isBeforeHighRisk: false, triggers: [{ text, trigger }] };
  const watch = new InForceWatch({ approvals: APPROVALS, actor: "me", checkpoints });
  expect([DENIED, READ, DENIED].map((entry, seq) => watch.see(entry, seq))).toEqual([
    undefined,
    undefined,
    `would be ended by the policy now in force (${text})`,
  ]);
});

import { expect, test } from "vitest";
import { agentSpecSchema } from "../../spec/agent-spec";
import { diffSettings } from "./settings";

const spec = (parts: object) => agentSpecSchema.parse({ agent: { name: "a" }, ...parts });
const brief = (old: object, after: object) =>
  diffSettings(spec(old), spec(after)).map(({ path, relation }) => `${path.join(".")} ${relation}`);

test.each([
  [
    { resources: { memory_limit: "1G" } },
    { resources: { memory_limit: "1025M" } },
    "resources.memory_limit wider",
  ],
  [{ resources: { memory_limit: "1G" } }, {}, "resources.memory_limit wider"],
  [{}, { resources: { pids_limit: 5 } }, "resources.pids_limit narrower"],
  [
    { agent: { name: "a", max_runtime: "90m" } },
    { agent: { name: "a", max_runtime: "2h" } },
    "agent.max_runtime wider",
  ],
  [{ agent: { name: "a", skill_sandbox: "none" } }, {}, "agent.skill_sandbox narrower"],
  [{}, { capabilities: { network: { allow_ingress: true } } }, "capabilities.network.allow_ingress wider"],
  [{}, { capabilities: { network: { dns_policy: "open" } } }, "capabilities.network.dns_policy wider"],
  [
    { capabilities: { exec: { deny_dynamic_imports: ["node:vm"] } } },
    { capabilities: { exec: { deny_dynamic_imports: ["node:vm", "node:net"] } } },
    "capabilities.exec.deny_dynamic_imports narrower",
  ],
  [{ guards: { input: ["pii:block"] } }, { guards: { input: ["pii:mask"] } }, "guards.input wider"],
  [
    { guards: { input: ["pii:mask"] } },
    { guards: { input: ["pii:mask", "secrets:mask"] } },
    "guards.input narrower",
  ],
  [
    { guards: { input: ["pii:mask", "secrets:mask"] } },
    { guards: { input: ["secrets:mask", "pii:mask"] } },
    "guards.input incomparable",
  ],
  [
    { approvals: { approvers: ["role:a"] } },
    { approvals: { approvers: ["role:a", "role:b"] } },
    "approvals.approvers wider",
  ],
  [{}, { approvals: { approvers: ["role:a"] } }, "approvals.approvers incomparable"],
  [{ approvals: { timeout: "300s" } }, { approvals: { timeout: "6m" } }, "approvals.timeout wider"],
  [{ approvals: { second_person: true } }, {}, "approvals.second_person wider"],
])("%j to %j: %s", (old, after, expected) => {
  expect(brief(old, after)).toEqual([expected]);
  const turned = expected.replace(/wider|narrower/, (word) => (word === "wider" ? "narrower" : "wider"));
  expect(brief(after, old)).toEqual([turned]);
});

test("the same in other words is the same", () => {
  expect(brief({ resources: { max_output: "1M" } }, { resources: { max_output: "1024K" } })).toEqual([]);
  expect(brief({ approvals: { timeout: "5m" } }, { approvals: { timeout: "300s" } })).toEqual([]);
  expect(brief({ checkpoint: { interval: "5m" }, audit: { retention: "1d" } }, {})).toEqual([]);
});

/** Warnings that need no engine: what is allowed to stand, and probably not what the author wants. */
import type { AgentSpec } from "../agent-spec";
import { quoted } from "../values";
import type { Fix, SpecPath } from "./diagnostic";
import { didYouMean } from "./did-you-mean";
import { renameKey, replaceValue } from "./fixes";
import type { Reporter } from "./reporter";

export function reportWarnings(reporter: Reporter, spec: AgentSpec): void {
  warnUntrusted(reporter, spec);
  warnRepeatedDefault(reporter, spec);
  warnHashChain(reporter, spec);
  warnApprovals(reporter, spec);
  warnConstraints(reporter, spec);
}

/** aegis-runtime refuses such a file. Here nothing is allowed by default, so that it is only worth a word. */
function warnUntrusted(reporter: Reporter, spec: AgentSpec): void {
  if (spec.agent.trust_level !== "untrusted" || spec.capabilities.filesystem.deny.length > 0) return;
  reporter.add({
    code: "ADS050",
    message:
      "The agent is untrusted and [capabilities.filesystem] denies nothing; name what no later grant may open.",
    path: ["agent", "trust_level"],
  });
}

function warnRepeatedDefault(reporter: Reporter, spec: AgentSpec): void {
  const deny = spec.capabilities.network.deny_egress;
  const { allow_egress, approve_egress } = spec.capabilities.network;
  // Beside grants the "*" tells a reader that the list is closed; alone it says nothing at all.
  if (deny.length !== 1 || deny[0] !== "*" || allow_egress.length + approve_egress.length > 0) return;
  reporter.add({
    code: "ADS051",
    message: 'deny_egress = ["*"] repeats the default: what no rule allows is denied.',
    path: ["capabilities", "network", "deny_egress"],
  });
}

function warnHashChain(reporter: Reporter, spec: AgentSpec): void {
  if (spec.audit.hash_chain) return;
  const path = ["audit", "hash_chain"];
  const range = reporter.source.rangeOf(path);
  reporter.add({
    code: "ADS052",
    message: "hash_chain = false is ignored: the log is always chained.",
    path,
    fixes: range === null ? [] : [replaceValue(range, "true")],
  });
}

function warnApprovals(reporter: Reporter, spec: AgentSpec): void {
  if (reporter.source.nodeAt(["approvals"]) !== undefined) return;
  const path = firstApproval(spec);
  if (path === null) return;
  const end = reporter.source.lines.range({
    start: reporter.source.text.length,
    end: reporter.source.text.length,
  });
  const separator = reporter.source.text.endsWith("\n") ? "\n" : "\n\n";
  const fix: Fix = {
    title: "Add an [approvals] section",
    edits: [{ range: end, newText: `${separator}[approvals]\ntimeout = "5m"\n` }],
  };
  reporter.add({
    code: "ADS053",
    message: "This rule asks a person, and there is no [approvals] section to say whom and for how long.",
    path,
    fixes: [fix],
  });
}

function firstApproval(spec: AgentSpec): SpecPath | null {
  const { filesystem, network, exec, tools } = spec.capabilities;
  if (filesystem.approve.length > 0) return ["capabilities", "filesystem", "approve"];
  if (network.approve_egress.length > 0) return ["capabilities", "network", "approve_egress"];
  if (exec.approve.length > 0) return ["capabilities", "exec", "approve"];
  const tool = Object.entries(tools).find(([, rule]) => rule.effect === "approve");
  return tool === undefined ? null : ["capabilities", "tools", tool[0], "effect"];
}

/** Every further key of an API is a constraint, so that a misspelt one would quietly become a constraint as well. */
function warnConstraints(reporter: Reporter, spec: AgentSpec): void {
  const known = ["scopes", "rate_limit"];
  for (const [api, rule] of Object.entries(spec.capabilities.api)) {
    for (const key of Object.keys(rule)) {
      const meant = known.includes(key) ? null : didYouMean(key, known);
      if (meant === null) continue;
      const path = ["capabilities", "api", api, key];
      const free = reporter.source.nodeAt(["capabilities", "api", api, meant]) === undefined;
      reporter.add({
        code: "ADS054",
        message: `${quoted(key)} constrains an argument of that name; did you mean ${quoted(meant)}?`,
        path,
        part: "key",
        suggestion: meant,
        fixes: free ? [renameKey(reporter.source, path, meant)] : [],
      });
    }
  }
}

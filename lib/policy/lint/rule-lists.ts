/** The lists of a program as the linter looks at them: which of them restrict, which grant, and what they share. */
import type { ListedRule, Program } from "../program";
import { keyText } from "../rules";
import {
  type Combinations,
  commandCombinations,
  egressCombinations,
  hostCombinations,
  nameCombinations,
  pathCombinations,
} from "./combinations";
import { entries, type LintRule, type RuleGroup } from "./rule-group";
import { sqlGroups } from "./sql-lists";

type Role = LintRule["role"];

/** What was found of the lists that grow long: who types changes one of them at most, and waits for all. */
const filesTogether = remembering(pathCombinations);
const egressTogether = remembering(egressCombinations);
const commandsTogether = remembering(commandCombinations);

/** Of the last list that was asked about: the same patterns are together in the same ways. */
function remembering<Patterns>(find: (patterns: Patterns) => Combinations): typeof find {
  let last: { readonly key: string; readonly found: Combinations } | undefined;
  return (patterns) => {
    const key = JSON.stringify(patterns);
    if (last?.key !== key) last = { key, found: find(patterns) };
    return last.found;
  };
}

function inSection(section: string, name: string, rules: readonly ListedRule[], role: Role): LintRule[] {
  return entries(`${section}.${name}`, ["capabilities", section, name], rules, role);
}

export function ruleGroups(program: Program): RuleGroup[] {
  const { filesystem, network, exec, models, agents, api, secrets } = program;
  const files = [
    ...inSection("filesystem", "deny", filesystem.deny, "deny"),
    ...inSection("filesystem", "approve", filesystem.approve, "approve"),
    ...inSection("filesystem", "read", filesystem.read, "allow"),
    ...inSection("filesystem", "write", filesystem.write, "allow"),
  ];
  const egress = [
    ...inSection("network", "deny_egress", network.deny_egress, "deny"),
    ...inSection("network", "approve_egress", network.approve_egress, "approve"),
    ...inSection("network", "allow_egress", network.allow_egress, "allow"),
    // Among denials the bare "*" says aloud what is so anyway, and is meant to.
  ].filter(({ pattern, role }) => role !== "deny" || pattern !== "*");
  const commands = [
    ...inSection("exec", "deny", exec.deny, "deny"),
    ...inSection("exec", "approve", exec.approve, "approve"),
    ...inSection("exec", "allow", exec.allow, "allow"),
  ];
  const asked = (rules: readonly LintRule[]) =>
    rules.map(({ pattern, role }) => ({ pattern, isGrant: role === "allow", isDeny: role === "deny" }));
  const named = (rules: LintRule[], find = nameCombinations): RuleGroup => {
    return { rules, coveredBy: {}, combinations: () => find(rules.map(({ pattern }) => pattern)) };
  };
  return [
    {
      rules: files,
      coveredBy: { "filesystem.read": ["filesystem.write"] },
      combinations: () => filesTogether(files.map(({ pattern }) => pattern)),
    },
    { rules: egress, coveredBy: {}, combinations: () => egressTogether(asked(egress)) },
    { rules: commands, coveredBy: {}, combinations: () => commandsTogether(asked(commands)) },
    named(inSection("exec", "env", exec.env, "allow")),
    named(inSection("models", "allow", models.allow, "allow")),
    named(inSection("models", "regions", models.regions, "allow")),
    named(inSection("agents", "spawn", agents.spawn, "allow")),
    ...api.map(({ name, scopes }) =>
      named(entries(`api.${keyText(name)}.scopes`, ["capabilities", "api", name, "scopes"], scopes, "allow")),
    ),
    ...program.sql.flatMap(sqlGroups),
    ...secrets.map(({ name, hosts }) =>
      named(
        entries(`secrets.${keyText(name)}.hosts`, ["capabilities", "secrets", name, "hosts"], hosts, "allow"),
        hostCombinations,
      ),
    ),
  ];
}

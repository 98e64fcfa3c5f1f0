/**
 * What a policy lets an agent do, domain by domain, in sentences: every rule under the id that decisions name it by, and a
 * word for each domain that nothing is granted in. For reading; what decides is the engine.
 */
import type { AgentSpec } from "../../spec/agent-spec";
import type { Program } from "../program";
import { type RuleEntry, type RuleGroup, type RuleKind, rulesOfProgram } from "../rule-list";
import { sentenceOf } from "./sentences";

export interface Permission {
  /** As decisions name it. */
  readonly id: string;
  readonly kind: RuleKind;
  readonly sentence: string;
  /** As it stands in the spec; empty where the sentence has all of it. */
  readonly pattern: string;
  readonly line: number | null;
  /** Where it begins in the text: what is said about the same place is about this rule. */
  readonly offset: number | null;
}

export interface PermissionDomain {
  readonly title: string;
  /** Where nothing is granted: what that means. */
  readonly nothing: string | null;
  readonly permissions: readonly Permission[];
}

interface DomainOf {
  readonly title: string;
  readonly groups: readonly RuleGroup[];
  readonly nothing: string;
}

const DOMAINS: readonly DomainOf[] = [
  { title: "Files", groups: ["read", "write", "files"], nothing: "No file can be read or written." },
  { title: "Network", groups: ["reach"], nothing: "No address can be reached." },
  { title: "Commands", groups: ["run"], nothing: "No command can be run." },
  { title: "Code", groups: ["code"], nothing: "No text can be run as code." },
  { title: "Variables", groups: ["env"], nothing: "No variable of the environment is seen." },
  { title: "Tools and APIs", groups: ["tools", "apis"], nothing: "No tool can be called." },
  { title: "Databases", groups: ["sql"], nothing: "No database can be queried." },
  { title: "Models", groups: ["models"], nothing: "No model can be called." },
  { title: "Secrets", groups: ["secrets"], nothing: "No secret can be used." },
  { title: "Agents", groups: ["agents"], nothing: "No other agent can be started." },
];

/** Whose sentences may leave out what the pattern says. */
const OF_PATTERNS: ReadonlySet<RuleGroup> = new Set(["read", "write", "files"]);

/** Grants first, then what asks, then what is taken out of both. */
const ORDER: readonly RuleKind[] = ["allow", "approve", "condition", "limit", "deny"];

export function permissionsOf(spec: AgentSpec, program: Program): readonly PermissionDomain[] {
  const rules = rulesOfProgram(program);
  const domains = DOMAINS.map(({ title, groups, nothing }): PermissionDomain => {
    const own = rules.filter(({ group }) => groups.includes(group));
    const isGranted = own.some(({ kind }) => kind === "allow" || kind === "approve");
    return { title, nothing: isGranted ? null : nothing, permissions: inOrder(own).map(permissionOf) };
  });
  const limits = rules.filter(({ group }) => group === "limits").map(permissionOf);
  const approvals = approvalsOf(spec, rules);
  const whole = [
    {
      title: "Limits of the run",
      nothing: limits.length === 0 ? "Nothing is counted." : null,
      permissions: limits,
    },
  ];
  return [...domains, ...whole, ...approvals];
}

function inOrder(rules: readonly RuleEntry[]): readonly RuleEntry[] {
  return ORDER.flatMap((kind) => rules.filter((rule) => rule.kind === kind));
}

function permissionOf(rule: RuleEntry): Permission {
  const { id, kind, text, line, range } = rule;
  const pattern = OF_PATTERNS.has(rule.group) ? text : "";
  return { id, kind, sentence: sentenceOf(rule), pattern, line, offset: range?.start.offset ?? null };
}

/** Who is asked, where something asks. */
function approvalsOf({ approvals }: AgentSpec, rules: readonly RuleEntry[]): PermissionDomain[] {
  if (!rules.some(({ kind }) => kind === "approve")) return [];
  const { approvers, timeout, second_person: isSecond } = approvals;
  const who = approvers.length === 0 ? "whoever started the run" : approvers.join(", ");
  const other = isSecond ? ", but not the one who started the run" : "";
  const sentence = `Asked is ${who}${other}. No answer within ${timeout} is a no`;
  const permission = {
    id: "approvals",
    kind: "limit",
    sentence,
    pattern: "",
    line: null,
    offset: null,
  } as const;
  return [{ title: "Approvals", nothing: null, permissions: [permission] }];
}

/** `aegis inspect`: the effective permissions of a spec, rule by rule. */

import {
  GROUPS,
  type RuleEntry,
  type RuleGroup,
  type RuleKind,
  rulesOfProgram,
} from "../../lib/policy/rule-list";
import { askedParts, ENFORCED, PARTS, RUNTIMES, type SpecPart } from "../../lib/spec/enforcement";
import { formatOf, type Run } from "../definitions/definition";
import { EXIT_OK } from "../failure";
import { printable } from "../io/printable";
import type { Style } from "../io/style";
import { jsonText } from "../report/json";
import { openSpec, type SpecFile } from "../spec-file";

export const run: Run = async (invocation, io) => {
  const file = await openSpec(invocation.positionals[0] ?? "", io);
  const text = formatOf(invocation) === "json" ? jsonText(jsonView(file)) : textView(file, io.style);
  await io.out.write(text);
  return EXIT_OK;
};

/** Where nothing is carried out, every part holds; people ask about the places where agents run. */
const SANDBOXES = RUNTIMES.filter((runtime) => runtime !== "evaluate");

function enforcementOf({ spec }: SpecFile) {
  return askedParts(spec).map((part) => ({
    part,
    label: PARTS[part].label,
    runtimes: Object.fromEntries(SANDBOXES.map((runtime) => [runtime, ENFORCED[runtime].has(part)])),
  }));
}

function jsonView(file: SpecFile) {
  const { name, spec, program } = file;
  const rules = rulesOfProgram(program);
  const ofKind = (...kinds: RuleKind[]) => rules.filter(({ kind }) => kinds.includes(kind)).map(jsonRule);
  return {
    file: name,
    agent: spec.agent,
    grants: ofKind("allow"),
    approvals: ofKind("approve"),
    denials: ofKind("deny"),
    conditions: ofKind("condition"),
    limits: ofKind("limit"),
    switches: {
      allow_dynamic_code: spec.capabilities.exec.allow_dynamic_code,
      deny_dynamic_imports: spec.capabilities.exec.deny_dynamic_imports,
      allow_ingress: spec.capabilities.network.allow_ingress,
    },
    resources: spec.resources,
    guards: spec.guards,
    asks: spec.approvals,
    enforcement: enforcementOf(file).map(({ part, runtimes }) => ({ part, ...runtimes })),
  };
}

function jsonRule({ id, group, text, line }: RuleEntry) {
  return { rule: id, about: group, text, line };
}

function textView(file: SpecFile, style: Style): string {
  const { agent } = file.spec;
  const title = [agent.name, agent.version].filter((part) => part !== undefined).join(" ");
  const lines = [
    `${style.bold(printable(title))}, ${agent.trust_level}, ${printable(file.name)}`,
    "",
    ...permissionLines(rulesOfProgram(file.program), style),
    ...switchLines(file, style),
    ...approvalLines(file, style),
    ...resourceLines(file, style),
    ...guardLines(file, style),
    ...enforcementLines(file, style),
    "What is not listed is denied.",
  ];
  return `${lines.join("\n")}\n`;
}

const MARKS: Readonly<Record<RuleKind, string>> = {
  allow: "allow",
  approve: "ask",
  deny: "deny",
  condition: "only",
  limit: "limit",
};

function permissionLines(rules: readonly RuleEntry[], style: Style): string[] {
  const lines: string[] = [];
  for (const group of Object.keys(GROUPS) as RuleGroup[]) {
    const members = rules.filter((rule) => rule.group === group);
    if (members.length > 0) lines.push(style.bold(GROUPS[group]), ...table(members, style), "");
  }
  return lines.length > 0 ? lines : ["It may do nothing.", ""];
}

function table(rules: readonly RuleEntry[], style: Style): string[] {
  const width = Math.min(56, Math.max(...rules.map(({ text }) => printable(text).length)));
  const paint = {
    allow: style.green,
    approve: style.yellow,
    deny: style.red,
    condition: style.cyan,
    limit: style.cyan,
  };
  return rules.map(({ id, kind, text, line }) => {
    const place = line === null ? "" : `, line ${line}`;
    const mark = paint[kind](MARKS[kind].padEnd(5));
    return `  ${mark}  ${printable(text).padEnd(width)}  ${style.dim(`${printable(id)}${place}`)}`;
  });
}

/** What is no list of patterns: said whether it is open or shut, because either may surprise. */
function switchLines({ spec }: SpecFile, style: Style): string[] {
  const { exec, network } = spec.capabilities;
  const imports = exec.deny_dynamic_imports;
  return [
    style.bold("Switches"),
    row("dynamic code", exec.allow_dynamic_code ? "allowed" : "denied"),
    row("ingress", network.allow_ingress ? "allowed" : "denied"),
    ...(imports.length === 0 ? [] : [row("no import of", imports.join(", "))]),
    "",
  ];
}

function approvalLines({ spec }: SpecFile, style: Style): string[] {
  if (!askedParts(spec).includes("approvals")) return [];
  const { approvers, timeout, second_person } = spec.approvals;
  const who = approvers.length === 0 ? "whoever started the run" : approvers.join(", ");
  const other = second_person ? ", but not who started the run" : "";
  return [style.bold("Approvals"), row("asked", who + other), row("timeout", `${timeout}, then denied`), ""];
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(16)}${printable(value)}`;
}

function resourceLines({ spec }: SpecFile, style: Style): string[] {
  const { max_tool_calls: _counted, ...limits } = spec.resources;
  const entries: [string, unknown][] = [...Object.entries(limits), ["max_runtime", spec.agent.max_runtime]];
  const given = entries.filter(([, value]) => value !== undefined);
  if (given.length === 0) return [];
  const rows = given.map(([name, value]) => row(name, String(value)));
  return [style.bold("Resources"), ...rows, ""];
}

function guardLines({ spec }: SpecFile, style: Style): string[] {
  const rows = Object.entries(spec.guards)
    .filter(([, guards]) => guards.length > 0)
    .map(([where, guards]) => row(where, guards.join(", ")));
  return rows.length === 0 ? [] : [style.bold("Guards, in this order"), ...rows, ""];
}

function enforcementLines(file: SpecFile, style: Style): string[] {
  const parts = enforcementOf(file);
  if (parts.length === 0) return [];
  const width = Math.max(...parts.map(({ label }) => label.length));
  const head = `  ${"".padEnd(width)}  ${SANDBOXES.map((runtime) => runtime.padEnd(13)).join("")}`.trimEnd();
  const rows = parts.map(({ label, part }) => {
    const cells = SANDBOXES.map((runtime) => cell(runtime, part)).join("");
    return `  ${label.padEnd(width)}  ${cells}`.trimEnd();
  });
  return [style.bold("Enforced by"), head, ...rows, ""];
}

function cell(runtime: (typeof SANDBOXES)[number], part: SpecPart): string {
  return (ENFORCED[runtime].has(part) ? "yes" : "no").padEnd(13);
}

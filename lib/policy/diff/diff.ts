/**
 * What changes between two policies, by what they decide and not by how they are written.
 *
 * Guarantees: "equal", "narrower" and "wider" are proved: no request that the engine can be asked is decided
 * otherwise than the word says, as far as it belongs to that capability. Every witness was decided by both engines.
 * Where the proof is not had within bounds, the answer is "incomparable" with `exact: false`, and says why.
 *
 * Does not compare what no request can show: guards, approvers, audit, resources of the machine, ingress.
 */
import type { Program } from "../program";
import { diffActions } from "./actions";
import { diffApis, diffTools } from "./calls";
import { diffDynamicCode, diffExec } from "./exec";
import { diffFilesystem } from "./filesystem";
import { Judge, relationOf } from "./judge";
import { diffModelBudget } from "./limits";
import { diffAgents, diffEnv, diffModels, diffSecrets } from "./names";
import { diffNetwork } from "./network";
import { diffSql } from "./sql";
import type { CapabilityDiff, PolicyDiff } from "./types";

export function diff(oldProgram: Program, newProgram: Program): PolicyDiff {
  const judge = new Judge(oldProgram, newProgram);
  for (const [engine, which] of [
    [judge.old, "old"],
    [judge.new, "new"],
  ] as const) {
    const fault = engine.faults[0];
    if (fault) return faulty(`The ${which} policy cannot be compared: ${fault.message}`);
  }
  const capabilities = [
    ...diffFilesystem(judge, oldProgram, newProgram),
    diffNetwork(judge, oldProgram, newProgram),
    diffExec(judge, oldProgram, newProgram),
    diffDynamicCode(judge, oldProgram, newProgram),
    diffEnv(judge, oldProgram, newProgram),
    ...diffTools(judge, oldProgram, newProgram),
    ...diffApis(judge, oldProgram, newProgram),
    ...diffSql(judge, oldProgram, newProgram),
    diffModels(judge, oldProgram, newProgram),
    diffModelBudget(judge, "max_tokens", oldProgram, newProgram),
    diffModelBudget(judge, "max_cost_usd", oldProgram, newProgram),
    ...diffSecrets(judge, oldProgram, newProgram),
    diffAgents(judge, oldProgram, newProgram),
    diffActions(judge, oldProgram, newProgram),
  ];
  return { ...over(capabilities), capabilities };
}

function over(capabilities: readonly CapabilityDiff[]): Omit<PolicyDiff, "capabilities"> {
  const has = (relation: CapabilityDiff["relation"]) =>
    capabilities.some((each) => each.relation === relation);
  const relation = has("incomparable") ? "incomparable" : relationOf(has("wider"), has("narrower"));
  return { relation, exact: capabilities.every(({ exact }) => exact) };
}

function faulty(note: string): PolicyDiff {
  const capability: CapabilityDiff = {
    capability: "policy",
    relation: "incomparable",
    exact: false,
    widenings: [],
    narrowings: [],
    note,
  };
  return { relation: "incomparable", exact: false, capabilities: [capability] };
}

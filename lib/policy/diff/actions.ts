/** The budget of actions: a difference in it shows in any request that both policies grant and that it counts. */
import { EMPTY } from "../empty";
import type { Program } from "../program";
import type { PolicyRequest } from "../types";
import { diffApis, diffTools } from "./calls";
import { diffExec } from "./exec";
import { Comparison, Judge } from "./judge";
import { compareBudget } from "./limits";
import { diffAgents, diffModels } from "./names";
import { diffNetwork } from "./network";
import { diffSql } from "./sql";
import type { CapabilityDiff } from "./types";

export function diffActions(judge: Judge, old: Program, after: Program): CapabilityDiff {
  const rule = "resources.max_tool_calls";
  const comparison = new Comparison(judge, rule);
  const [was, is] = [old.resources.max_tool_calls, after.resources.max_tool_calls];
  if (was?.value === is?.value) return comparison.result();
  const grants = [counted(judge, old), counted(judge, after)];
  const shared = grants
    .flatMap(({ requests }) => requests)
    .find((request) => {
      const { old: before, new: now } = judge.try(request);
      return before.verdict !== "deny" && now.verdict !== "deny";
    });
  // What one of them grants nothing of, both together do not grant either.
  const isMoot = grants.some(({ requests, isComplete }) => isComplete && requests.length === 0);
  return compareBudget(comparison, rule, was, is, isMoot ? "moot" : () => shared ?? null);
}

/** Examples of what a policy grants and its budget counts: what makes it wider than nothing at all. */
function counted(judge: Judge, program: Program): { requests: PolicyRequest[]; isComplete: boolean } {
  const fromNothing = new Judge(EMPTY, program);
  const found = [
    diffNetwork(fromNothing, EMPTY, program),
    diffExec(fromNothing, EMPTY, program),
    ...diffTools(fromNothing, EMPTY, program),
    ...diffApis(fromNothing, EMPTY, program),
    ...diffSql(fromNothing, EMPTY, program),
    diffModels(fromNothing, EMPTY, program),
    diffAgents(fromNothing, EMPTY, program),
  ];
  judge.adopt(fromNothing);
  return {
    requests: found.flatMap(({ widenings }) => widenings.map(({ request }) => request)),
    isComplete: found.every(({ exact }) => exact),
  };
}

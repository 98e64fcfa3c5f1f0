/** Ours, as a function from a path to 1 (may be read) or 0. No Node here. */
import { compile, decide, type Engine, link, type Meters, newMeters, type Program } from "../../lib/policy";
import { agentSpecSchema } from "../../lib/spec/agent-spec";
import type { Workload } from "./workload";

export function specOf({ allow, deny }: Workload) {
  return agentSpecSchema.parse({
    agent: { name: "bench" },
    capabilities: { filesystem: { read: allow, deny } },
  });
}

export function programOf(workload: Workload): Program {
  return compile(specOf(workload), { rangeOf: () => RANGE });
}

/** The whole of a decision: reading the request, the canonical path, the match, the answer with its reason. */
export function reader(engine: Engine, meters: Meters = newMeters(0)): (path: string) => number {
  return (path) => (decide(engine, { op: "fs.read", path }, meters).verdict === "allow" ? 1 : 0);
}

export function aegis(workload: Workload): (path: string) => number {
  return reader(link(programOf(workload)));
}

const RANGE = { start: { line: 7, column: 12, offset: 180 }, end: { line: 7, column: 42, offset: 210 } };

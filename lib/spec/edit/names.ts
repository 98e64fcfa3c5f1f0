/** What is named elsewhere in a workspace and may stand in a policy: files, agents, tools, models. */
import type { SpecPath } from "../diagnostics/diagnostic";

export interface WorkspaceNames {
  /** Of code that can be started. */
  readonly entries: readonly string[];
  readonly agents: readonly string[];
  readonly tools: readonly string[];
  readonly models: readonly string[];
}

export const NO_NAMES: WorkspaceNames = { entries: [], agents: [], tools: [], models: [] };

/** Those that may stand as a value at a path. */
export function namesAt(path: SpecPath, names: WorkspaceNames): readonly string[] {
  const place = path.map((segment) => (typeof segment === "number" ? "*" : segment)).join(".");
  if (place === "agent.entry") return names.entries;
  if (place === "capabilities.agents.spawn.*") return names.agents;
  if (place === "capabilities.models.allow.*") return names.models;
  return [];
}

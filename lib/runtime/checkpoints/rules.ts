/** Rules about checkpoints, and which actions are of high risk. */
import type { Action } from "../../mediator/action";
import type { Op } from "../../policy";
import type { Trigger } from "../../spec/values";

export interface CheckpointRules {
  readonly intervalMs?: number;
  readonly most: number;
  readonly isBeforeHighRisk: boolean;
  readonly triggers: readonly NamedTrigger[];
}
export interface NamedTrigger {
  /** As the spec has it. */
  readonly text: string;
  readonly trigger: Trigger;
}

/** What removes, runs, or acts on others. Writing is not among them: it is what agents do, and it is undone all the same. */
const RISKY: ReadonlySet<Op> = new Set<Op>([
  "fs.delete",
  "fs.rename",
  "exec.spawn",
  "exec.shell",
  "tool.call",
  "api.call",
  "sql.query",
  "secret.use",
  "agent.spawn",
]);
const READING_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whatever a person has to agree to is of high risk too: that is for whoever performs it, who knows the decision. */
export function isHighRisk({ requests }: Pick<Action<unknown>, "requests">): boolean {
  return requests.some(
    (request) =>
      RISKY.has(request.op) ||
      (request.op === "net.fetch" && !READING_METHODS.has((request.method ?? "GET").toUpperCase())),
  );
}

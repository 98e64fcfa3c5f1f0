/** What a spec says about checkpoints, and which actions are of high risk. */
import type { Action } from "../../mediator/action";
import type { Op } from "../../policy";
import type { AgentSpec } from "../../spec";
import { parseDuration, parseTrigger, type Trigger } from "../../spec/values";

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

const DEFAULT_MOST = 10;
/** What a timer of the platform holds. */
const LONGEST_MS = 2 ** 31 - 1;

/** Undefined where the spec asks for none. */
export function checkpointRulesOf({ checkpoint }: AgentSpec): CheckpointRules | undefined {
  const { interval, max_snapshots: most, before_high_risk: isBeforeHighRisk, rollback_triggers } = checkpoint;
  const triggers = rollback_triggers.flatMap((text): NamedTrigger[] => {
    const parsed = parseTrigger(text);
    return parsed.ok ? [{ text, trigger: parsed.value }] : [];
  });
  if (interval === undefined && !isBeforeHighRisk && triggers.length === 0) return undefined;
  const parsed = interval === undefined ? undefined : parseDuration(interval);
  return {
    ...(parsed?.ok && { intervalMs: Math.min(Math.max(parsed.value, 1), LONGEST_MS) }),
    most: most ?? DEFAULT_MOST,
    isBeforeHighRisk,
    triggers,
  };
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

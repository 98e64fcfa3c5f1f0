/** What a spec says about checkpoints. */
import type { AgentSpec } from "../../spec";
import { parseDuration, parseTrigger } from "../../spec/values";
import type { CheckpointRules, NamedTrigger } from "./rules";

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

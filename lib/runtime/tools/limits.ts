/** Limits of tools, in one place: sizes of what is declared, said and answered, and how many at once. */
import { parseDuration } from "../../spec/values";

const KIB = 1024;
const MIB = 1024 * KIB;

export const TOOL_LIMITS = {
  declarationsBytes: MIB,
  tools: 500,
  servers: 32,
  descriptionUnits: 4096,
  argumentsUnits: 256 * KIB,
  answerBytes: 4 * MIB,
  /** Exchanges with servers at once; others wait for their turn. */
  atOnce: 32,
  timeoutMs: 60_000,
  longestTimeoutMs: 10 * 60_000,
} as const;

/** How long a tool may take; null for what is no time, or none that a tool may have. */
export function timeoutOf(text: string | undefined): number | null {
  if (text === undefined) return TOOL_LIMITS.timeoutMs;
  const parsed = parseDuration(text);
  return parsed.ok && parsed.value > 0 && parsed.value <= TOOL_LIMITS.longestTimeoutMs ? parsed.value : null;
}

/** Why a run was ended from outside, and what to do about it. */
import type { EndReason } from "../../lib/runtime/embedded/sandbox/sandbox";
import { limitsOf } from "../../lib/runtime/session/settings";
import type { AgentSpec } from "../../lib/spec";
import { parseDuration } from "../../lib/spec/values";
import { UsageError } from "../failure";

const MS_PER_SECOND = 1000;
const MS_PER_MINUTE = 60_000;

export function timeoutFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parsed = parseDuration(text);
  if (!parsed.ok) throw new UsageError(`--timeout: ${parsed.message}`);
  return parsed.value;
}

/** Undefined for an end that is the agent's own, or that whoever asked for it knows of. */
export function limitSentence(
  reason: EndReason,
  spec: AgentSpec,
  timeoutMs: number | undefined,
): string | undefined {
  const { wallMs, cpuMs, outputBytes } = limitsOf(spec);
  switch (reason) {
    case "wall": {
      const isOwn = timeoutMs !== undefined && timeoutMs < wallMs;
      const limit = isOwn ? "--timeout" : "max_runtime under [agent]";
      return `stopped after ${spoken(isOwn ? timeoutMs : wallMs)}: the time is up (${limit}).`;
    }
    case "cpu":
      return `stopped: its code has run for ${spoken(cpuMs)} without waiting for anything, which is all that it gets.`;
    case "output":
      return `stopped: more than ${outputBytes} bytes of output (max_output under [resources]).`;
    case "broken":
      return "its machine broke; most often memory is short (memory_limit under [resources]).";
    default:
      return undefined;
  }
}

function spoken(milliseconds: number): string {
  const isLong = milliseconds >= MS_PER_MINUTE && milliseconds % MS_PER_MINUTE === 0;
  return isLong ? `${milliseconds / MS_PER_MINUTE} min` : `${milliseconds / MS_PER_SECOND} s`;
}

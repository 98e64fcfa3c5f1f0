/** What ends a command of the shell from inside. Everything that can grow has a bound, and time ends the rest. */
import type { BashOptions } from "just-bash/browser";

export interface ShellLimits {
  readonly timeMs: number;
  readonly outputBytes: number;
  readonly commands: number;
  readonly loops: number;
}

export const AGENT_LIMITS: ShellLimits = {
  timeMs: 5 * 60_000,
  outputBytes: 8 * 1024 * 1024,
  commands: 10_000,
  loops: 20_000,
};

/** A person can stop what takes too long; what they start may be an agent that runs for hours. */
export const AUTHOR_LIMITS: ShellLimits = {
  timeMs: 2 ** 31 - 1,
  outputBytes: 32 * 1024 * 1024,
  commands: 100_000,
  loops: 100_000,
};

const MIB = 1024 * 1024;

export function executionLimits(limits: ShellLimits): NonNullable<BashOptions["executionLimits"]> {
  const { timeMs, outputBytes, commands, loops } = limits;
  return {
    maxExecutionTimeMs: timeMs,
    maxOutputSize: outputBytes,
    maxCommandCount: commands,
    maxLoopIterations: loops,
    maxAwkIterations: loops,
    maxSedIterations: loops,
    maxJqIterations: loops,
    maxSourceBytes: MIB,
    maxHeredocSize: MIB,
    maxStringLength: 16 * MIB,
    maxLiveBytes: 64 * MIB,
    maxInputBytes: 64 * MIB,
    maxArchiveBytes: 16 * MIB,
    maxArchiveCompressedBytes: 16 * MIB,
    maxArchiveEntryBytes: 16 * MIB,
    maxArrayElements: 20_000,
    maxBraceExpansionResults: 10_000,
    maxGlobOperations: 100_000,
    maxTraversalEntries: 50_000,
    maxTraversalDepth: 100,
    maxCallDepth: 50,
    maxSourceDepth: 20,
    maxExecDepth: 20,
    maxSubstitutionDepth: 20,
    maxFileDescriptors: 64,
  };
}

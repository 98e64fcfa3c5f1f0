/**
 * What ends a run from inside: time and output. The memory of a machine is its own limit. The same for every driver.
 */
export interface SandboxLimits {
  readonly memoryBytes: number;
  /** Time in which code of the guest runs; waiting for anything is not counted. */
  readonly cpuMs: number;
  /** From start to end. */
  readonly wallMs: number;
  readonly outputBytes: number;
  /** Scripts that run at the same time, the agent itself among them. */
  readonly processes: number;
  /** What it may keep outside of its workspace. */
  readonly tmpBytes: number;
}

export const DEFAULT_LIMITS: SandboxLimits = {
  memoryBytes: 128 * 1024 * 1024,
  cpuMs: 60_000,
  wallMs: 30 * 60_000,
  outputBytes: 8 * 1024 * 1024,
  processes: 5,
  tmpBytes: 512 * 1024 * 1024,
};

/** No more of anything than both allow; all of the limits, also those of tomorrow. */
export function tighter(limits: SandboxLimits, others: Partial<SandboxLimits> = {}): SandboxLimits {
  const both: { -readonly [Limit in keyof SandboxLimits]: number } = { ...limits };
  for (const limit of Object.keys(limits) as (keyof SandboxLimits)[])
    both[limit] = Math.min(limits[limit], others[limit] ?? Number.POSITIVE_INFINITY);
  return both;
}

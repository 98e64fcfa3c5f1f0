/**
 * What ends a guest from inside: time and output. Its memory is the machine's own limit; a loop in the machine's C code, which asks nobody,
 * is ended from outside by whoever runs this thread.
 */
export interface SandboxLimits {
  readonly memoryBytes: number;
  /** Time in which code of the guest runs; waiting for anything is not counted. */
  readonly cpuMs: number;
  /** From start to end. */
  readonly wallMs: number;
  readonly outputBytes: number;
}

export const DEFAULT_LIMITS: SandboxLimits = {
  memoryBytes: 128 * 1024 * 1024,
  cpuMs: 60_000,
  wallMs: 30 * 60_000,
  outputBytes: 8 * 1024 * 1024,
};

/** The stack of the machine: with more, the stack of a worker's own engine may end first. */
export const STACK_BYTES = 128 * 1024;

/** A stop watch that can be held while the guest waits. */
export class CpuClock {
  private readonly now: () => number;
  private used = 0;
  private since: number | undefined;

  constructor(now: () => number) {
    this.now = now;
  }

  start(): void {
    this.since ??= this.now();
  }

  stop(): void {
    if (this.since === undefined) return;
    this.used += this.now() - this.since;
    this.since = undefined;
  }

  get milliseconds(): number {
    return this.used + (this.since === undefined ? 0 : this.now() - this.since);
  }
}

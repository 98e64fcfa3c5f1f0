/**
 * The time of a guest. A loop in the machine's C code, which asks nobody, is ended from outside by whoever runs this
 * thread.
 */
/** The stack of the machine: with more, the stack of a worker's own engine may end first. */
export const STACK_BYTES = 128 * 1024;

/** What all processes of a run have used of its time. They take turns in one thread, or wait for each other's. */
export interface CpuTotal {
  usedMs: number;
}

/** A stop watch that can be held while the guest waits. */
export class CpuClock {
  private readonly now: () => number;
  private readonly total: CpuTotal;
  private since: number | undefined;

  constructor(now: () => number, total: CpuTotal) {
    this.now = now;
    this.total = total;
  }

  start(): void {
    this.since ??= this.now();
  }

  stop(): void {
    if (this.since === undefined) return;
    this.total.usedMs += this.now() - this.since;
    this.since = undefined;
  }

  get milliseconds(): number {
    return this.total.usedMs + (this.since === undefined ? 0 : this.now() - this.since);
  }
}

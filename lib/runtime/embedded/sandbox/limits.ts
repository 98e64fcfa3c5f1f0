/**
 * The time of a guest. A loop in the machine's C code, which asks nobody, is ended from outside by whoever runs this
 * thread.
 */
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

/**
 * For tests: how long something took that promises to be quick whatever its input is. The lesser of the clock's time
 * and the processor's: work that is really slow is slow by both, but the clock also runs on while other processes have
 * the processor, and a busy machine must not fail a test. In a page, which cannot ask, it is the clock.
 */
interface Host {
  readonly process?: { cpuUsage(): { readonly user: number; readonly system: number } };
}

/** Starts now; what it returns tells the milliseconds until then. */
export function stopwatch(): () => number {
  const began = performance.now();
  const { process } = globalThis as Host;
  const cpuMs = () => {
    const { user, system } = process?.cpuUsage() ?? { user: Number.POSITIVE_INFINITY, system: 0 };
    return (user + system) / 1000;
  };
  const cpuBefore = process ? cpuMs() : 0;
  return () => Math.min(performance.now() - began, cpuMs() - cpuBefore);
}

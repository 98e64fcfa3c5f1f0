/**
 * A clock for what takes less than a microsecond. A page's own has steps of 5 us, so a worker counts as fast as it can in
 * shared memory, and how fast that is comes from the page's clock. It needs a processor for itself while it runs; what it
 * is read with costs some 50 ns, as it comes from another core.
 */
export interface FineClock {
  /** Since it was started. */
  nanoseconds(): number;
  stop(): void;
}

/**
 * The script of the worker. A count of 64 bits never comes round; plain loads and stores, because atomic ones would be
 * several times slower.
 */
export const CLOCK_SCRIPT = "onmessage = ({ data }) => { for (;;) for (let i = 0; i < 64; i++) data[0]++; };";

const CALIBRATION_MS = 50;

export async function startFineClock(address: string): Promise<FineClock> {
  const worker = new Worker(address);
  const count = new Float64Array(new SharedArrayBuffer(8));
  const read = () => count[0] as number;
  worker.postMessage(count);
  const turn = () => new Promise((resolve) => setTimeout(resolve, 1));
  while (read() === 0) await turn();
  const [from, start] = [read(), performance.now()];
  // Busy, because a worker is slower while the page sleeps: so the measured work finds the clock as it was set.
  while (performance.now() - start < CALIBRATION_MS);
  const counted = read() - from;
  const nanosecondsEach = ((performance.now() - start) * 1e6) / counted;
  return {
    nanoseconds: () => read() * nanosecondsEach,
    stop: () => worker.terminate(),
  };
}

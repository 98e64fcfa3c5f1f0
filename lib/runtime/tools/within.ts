/** A piece of work with a time of its own. */
export type After = (milliseconds: number, then: () => void) => () => void;

export class TimedOut extends Error {}

/** Rejects with TimedOut when the time is over, even where the work does not listen to its signal. */
export async function within<Value>(
  { milliseconds, after, signal }: { milliseconds: number; after: After; signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const own = new AbortController();
  let cancel = () => {};
  const late = new Promise<never>((_, reject) => {
    cancel = after(milliseconds, () => {
      own.abort();
      reject(new TimedOut());
    });
  });
  try {
    return await Promise.race([work(AbortSignal.any([signal, own.signal])), late]);
  } finally {
    cancel();
  }
}

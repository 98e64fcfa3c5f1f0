/** The modules `timers` and `timers/promises`. */
import { abortError, assertNumber } from "../core/errors";
import {
  clearImmediate,
  clearInterval,
  clearTimeout,
  customPromisify,
  setImmediate,
  setInterval,
  setTimeout,
} from "../globals/timers";
import type { AbortSignal } from "../web/abort";
import { assertSignal } from "../web/abort";

interface Options {
  readonly signal?: AbortSignal;
  readonly ref?: boolean;
}
type Handle = { unref(): unknown };

function promised(
  start: (done: () => void) => Handle,
  stop: (handle: Handle) => void,
  value: unknown,
  options: Options,
): Promise<unknown> {
  const { signal, ref = true } = options;
  assertSignal(signal);
  if (signal?.aborted) return Promise.reject(abortError(signal.reason));
  return new Promise((resolve, reject) => {
    const aborted = () => {
      stop(handle);
      reject(abortError(signal?.reason));
    };
    const handle = start(() => {
      signal?.removeEventListener("abort", aborted);
      resolve(value);
    });
    if (!ref) handle.unref();
    signal?.addEventListener("abort", aborted, { once: true });
  });
}

async function* interval(delay?: number, value?: unknown, options: Options = {}): AsyncGenerator<unknown> {
  const { signal, ref = true } = options;
  assertSignal(signal);
  if (signal?.aborted) throw abortError(signal.reason);
  let due = 0;
  let wake = () => {};
  const timer = setInterval(() => {
    due++;
    wake();
  }, delay);
  if (!ref) timer.unref();
  signal?.addEventListener("abort", () => wake(), { once: true });
  try {
    for (;;) {
      if (signal?.aborted) throw abortError(signal.reason);
      if (due > 0) {
        due--;
        yield value;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    clearInterval(timer);
  }
}

const wait = (delay?: number, value?: unknown, options: Options = {}) =>
  promised((done) => setTimeout(done, delay), clearTimeout, value, options);

export const timersPromises = {
  setTimeout: wait,
  setImmediate: (value?: unknown, options: Options = {}) =>
    promised((done) => setImmediate(done), clearImmediate, value, options),
  setInterval: interval,
  scheduler: {
    wait: (delay: number, options?: Options) => {
      assertNumber(delay, "delay");
      return wait(delay, undefined, options);
    },
    yield: () => promised((done) => setImmediate(done), clearImmediate, undefined, {}),
  },
};
customPromisify(setTimeout, timersPromises.setTimeout);
customPromisify(setImmediate, timersPromises.setImmediate);

export const timers = {
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate,
  setInterval,
  clearInterval,
  promises: timersPromises,
};

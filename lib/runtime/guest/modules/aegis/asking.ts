/** What the modules have in common: a call that takes time, and that a signal gives up on. */
import type { CallName, Calls } from "../../../calls/protocol";
import { askLater } from "../../core/host";
import { NewPromise, promiseThen } from "../../core/intrinsics";
import type { AbortSignal } from "../../web/abort";

export interface Options {
  readonly signal?: AbortSignal;
}

export function asking<Name extends CallName>(
  name: Name,
  values: Parameters<Calls[Name]>,
  { signal }: Options = {},
): Promise<ReturnType<Calls[Name]>> {
  return new NewPromise((resolve, reject) => {
    signal?.throwIfAborted();
    const { settled, cancel } = askLater(name, values);
    const abort = () => {
      cancel();
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", abort, { once: true });
    const done = () => signal?.removeEventListener("abort", abort);
    promiseThen(
      settled,
      ({ value }) => {
        done();
        resolve(value as ReturnType<Calls[Name]>);
      },
      (error) => {
        done();
        reject(error);
      },
    );
  });
}

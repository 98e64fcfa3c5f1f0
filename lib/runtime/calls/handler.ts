/** How a call is answered: a value, bytes, or both; at once or later. */
import type { CallName } from "./protocol";
import type { Values } from "./values";

export interface Result {
  readonly value?: unknown;
  readonly bytes?: Uint8Array;
}
/** `signal` is only there for calls that are answered later: the guest gives up on them by it. */
export type Handler = (
  values: Values,
  bytes: Uint8Array<ArrayBuffer> | undefined,
  signal?: AbortSignal,
) => Result | Promise<Result>;
export type Handlers<Name extends CallName = CallName> = { readonly [Call in Name]: Handler };

export const NOTHING: Result = {};

/** Runs `work`, which may answer later, and turns what it throws into something else. */
export function translating<Value>(
  work: () => Value | Promise<Value>,
  translate: (thrown: unknown) => unknown,
): Value | Promise<Value> {
  const rethrow = (thrown: unknown): never => {
    throw translate(thrown);
  };
  try {
    const value = work();
    return value instanceof Promise ? value.catch(rethrow) : value;
  } catch (thrown) {
    return rethrow(thrown);
  }
}

/** `then` that stays synchronous where its value is. */
export function chain<Value, Next>(
  value: Value | Promise<Value>,
  next: (value: Value) => Next,
): Next | Promise<Next> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** Of a call that has nothing to say but that it went well. */
export function nothing(done: void | Promise<void>): Result | Promise<Result> {
  return chain(done, () => NOTHING);
}

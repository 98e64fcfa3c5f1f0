/** `queueMicrotask`, whose callback may throw: then it is an uncaught exception and no rejection. */
import { assertFunction } from "../core/errors";
import { attempt } from "../core/loop";

const { queueMicrotask: queue } = globalThis;

export function queueMicrotask(callback: () => unknown): void {
  assertFunction(callback, "callback");
  queue(() => attempt(callback));
}

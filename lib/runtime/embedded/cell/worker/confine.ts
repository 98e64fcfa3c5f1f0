/**
 * Takes away from the worker's own global scope what its program does not need. The policy of the cell's document
 * forbids it all already; this is one more layer, for a browser that enforces that policy badly, and it costs nothing.
 *
 * A list of what stays, not of what goes: what browsers invent next is gone as well. It is no boundary by itself: whoever
 * runs native code in here still has the syntax of `import()`, which only the policy stops.
 *
 * Imported first, so that nothing else has run.
 */
import { type Tick, ticking } from "./tick";

const ECMASCRIPT = `AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date Error
  EvalError FinalizationRegistry Float16Array Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array Iterator
  JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set String SuppressedError Symbol
  SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet decodeURI
  decodeURIComponent encodeURI encodeURIComponent eval globalThis isFinite isNaN parseFloat parseInt undefined`;
/** `onmessage` and its like are for the one message that brings the port, and are taken away after it. */
const PLATFORM = `WebAssembly TextEncoder TextDecoder URL URLSearchParams crypto performance setTimeout clearTimeout setInterval clearInterval queueMicrotask
  AbortController AbortSignal DOMException Event EventTarget structuredClone MessagePort`;
const KEPT: ReadonlySet<PropertyKey> = new Set(`${ECMASCRIPT} ${PLATFORM}`.split(/\s+/));

const SHARED: ReadonlySet<object> = new Set([EventTarget.prototype, Object.prototype]);

/** Without the two that make addresses of what is in memory, for workers and frames to be made from. */
const STATIC = ["createObjectURL", "revokeObjectURL"] as const;

export function confine(scope: object, kept: ReadonlySet<PropertyKey>): void {
  for (const name of STATIC) Reflect.deleteProperty(URL, name);
  // Not what other objects have in common with the scope: signals and ports are targets of events, too.
  for (
    let holder: object | null = scope;
    holder && !SHARED.has(holder);
    holder = Reflect.getPrototypeOf(holder)
  ) {
    for (const key of Reflect.ownKeys(holder)) {
      if (kept.has(key) || key === "constructor" || typeof key === "symbol") continue;
      Reflect.deleteProperty(holder, key);
    }
  }
}

/** What is to be done later, in tasks of their own: taken before there is no channel any more that could be opened. */
export const tick: Tick = ticking(new MessageChannel());

/** The port that the document hands on, once. */
export const port: Promise<MessagePort> = new Promise((resolve) => {
  const { addEventListener, removeEventListener } = globalThis;
  addEventListener("message", function take({ ports }: MessageEvent) {
    removeEventListener("message", take);
    resolve(ports[0] as MessagePort);
  });
  confine(globalThis, KEPT);
});

/** `AbortController` and `AbortSignal`. */
import { codedError, invalidArgType } from "../core/errors";
import { setTimeout } from "../globals/timers";
import { inspect } from "../packages/inspect";
import { Event, EventTarget } from "./event-target";

declare const DOMException: new (message: string, name: string) => Error;
const OWN = Symbol("own");
const dependents = new WeakMap<AbortSignal, AbortSignal[]>();
type Handler = ((event: Event) => unknown) | null;

let trigger: (signal: AbortSignal, reason: unknown) => void;
let create: () => AbortSignal;

function abortReason(): Error {
  return new DOMException("This operation was aborted", "AbortError");
}

export class AbortSignal extends EventTarget {
  #isAborted = false;
  #reason: unknown;
  #handler: Handler = null;

  constructor(key?: unknown) {
    super();
    if (key !== OWN) throw codedError(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
  }
  get aborted(): boolean {
    return this.#isAborted;
  }
  get reason(): unknown {
    return this.#reason;
  }
  get onabort(): Handler {
    return this.#handler;
  }
  set onabort(handler: Handler) {
    if (this.#handler) this.removeEventListener("abort", this.#handler);
    this.#handler = typeof handler === "function" ? handler : null;
    if (this.#handler) this.addEventListener("abort", this.#handler);
  }
  throwIfAborted(): void {
    if (this.#isAborted) throw this.#reason;
  }
  override get [Symbol.toStringTag](): string {
    return "AbortSignal";
  }
  [Symbol.for("nodejs.util.inspect.custom") as unknown as "inspectCustom"](
    depth: number,
    options: object,
  ): string {
    return depth < 0 ? "AbortSignal" : `AbortSignal ${inspect({ aborted: this.#isAborted }, options)}`;
  }

  static abort(reason: unknown = abortReason()): AbortSignal {
    const signal = new AbortSignal(OWN);
    trigger(signal, reason);
    return signal;
  }
  static timeout(delay: number): AbortSignal {
    const signal = new AbortSignal(OWN);
    const timer = setTimeout(
      () => trigger(signal, new DOMException("The operation was aborted due to timeout", "TimeoutError")),
      delay,
    );
    timer.unref();
    return signal;
  }
  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const list = [...signals];
    const whole = new AbortSignal(OWN);
    const done = list.find(({ aborted }) => aborted);
    if (done) {
      trigger(whole, done.reason);
      return whole;
    }
    for (const each of list) dependents.set(each, [...(dependents.get(each) ?? []), whole]);
    return whole;
  }
  static {
    trigger = (signal, reason) => {
      if (signal.#isAborted) return;
      signal.#isAborted = true;
      signal.#reason = reason;
      signal.dispatchEvent(new Event("abort"));
      for (const each of dependents.get(signal) ?? []) trigger(each, reason);
    };
    create = () => new AbortSignal(OWN);
  }
}
export class AbortController {
  readonly #signal = create();
  get signal(): AbortSignal {
    return this.#signal;
  }
  abort(reason: unknown = abortReason()): void {
    trigger(this.#signal, reason);
  }
  get [Symbol.toStringTag](): string {
    return "AbortController";
  }
  [Symbol.for("nodejs.util.inspect.custom") as unknown as "inspectCustom"](
    depth: number,
    options: object,
  ): string {
    return depth < 0 ? "AbortController" : `AbortController ${inspect({ signal: this.#signal }, options)}`;
  }
}

export function assertSignal(signal: unknown, name = "options.signal"): void {
  if (signal === undefined) return;
  if (typeof signal !== "object" || signal === null || !("aborted" in signal))
    throw invalidArgType(name, "AbortSignal", signal);
}

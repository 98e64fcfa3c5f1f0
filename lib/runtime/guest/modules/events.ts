/** The module `events`. */
import { abortError, assertFunction, codedError, invalidArgType, outOfRange } from "../core/errors";
import { addTick } from "../core/loop";
import { inspect } from "../packages/inspect";

export type Listener = (...values: never[]) => unknown;
type Wrapped = Listener & { listener?: Listener };
type Table = Record<string | symbol, Wrapped | Wrapped[] | undefined>;
type Name = string | symbol;
interface Fields {
  _events: Table | undefined;
  _eventsCount: number;
  _maxListeners: number | undefined;
}

const CAPTURE = Symbol("kCapture");
const REJECTION = Symbol.for("nodejs.rejection");
const ERROR_MONITOR = Symbol("events.errorMonitor");
let defaultMaxListeners = 10;
let captureAll = false;
let warn: (warning: Error) => void = () => {};

export function onWarning(emit: (warning: Error) => void): void {
  warn = emit;
}

export interface EventEmitter extends Fields {
  on(name: Name, listener: Listener): this;
  once(name: Name, listener: Listener): this;
  off(name: Name, listener: Listener): this;
  addListener(name: Name, listener: Listener): this;
  removeListener(name: Name, listener: Listener): this;
  removeAllListeners(name?: Name): this;
  prependListener(name: Name, listener: Listener): this;
  prependOnceListener(name: Name, listener: Listener): this;
  emit(name: Name, ...values: unknown[]): boolean;
  listenerCount(name: Name, listener?: Listener): number;
  listeners(name: Name): Listener[];
  rawListeners(name: Name): Listener[];
  eventNames(): Name[];
  setMaxListeners(count: number): this;
  getMaxListeners(): number;
}
type Emitter = EventEmitter & { [CAPTURE]?: boolean; [REJECTION]?: Listener };

/** A function and no class: older code calls it on objects of its own. */
export const EventEmitter = function EventEmitter(this: Emitter, options?: { captureRejections?: boolean }) {
  initialise(this, options);
} as unknown as { new (options?: object): EventEmitter; prototype: EventEmitter; [name: string]: unknown };

function initialise(emitter: Emitter, options?: { captureRejections?: boolean }): void {
  if (emitter._events === undefined || emitter._events === Object.getPrototypeOf(emitter)._events) {
    emitter._events = Object.create(null) as Table;
    emitter._eventsCount = 0;
  }
  emitter._maxListeners = emitter._maxListeners || undefined;
  if (options?.captureRejections !== undefined) {
    if (typeof options.captureRejections !== "boolean")
      throw invalidArgType("options.captureRejections", "boolean", options.captureRejections);
    Object.defineProperty(emitter, CAPTURE, {
      value: options.captureRejections,
      writable: true,
      configurable: true,
    });
  }
}

function tableOf(emitter: Fields): Table {
  if (emitter._events === undefined) {
    emitter._events = Object.create(null) as Table;
    emitter._eventsCount = 0;
  }
  return emitter._events;
}

function listOf(found: Wrapped | Wrapped[] | undefined): Wrapped[] {
  return found === undefined ? [] : typeof found === "function" ? [found] : found;
}

function add(emitter: Emitter, name: Name, listener: Wrapped, isFirst: boolean): Emitter {
  assertFunction(listener, "listener");
  let table = tableOf(emitter);
  if (table.newListener !== undefined) {
    emitter.emit("newListener", name, listener.listener ?? listener);
    table = tableOf(emitter);
  }
  const found = table[name];
  if (found === undefined) {
    table[name] = listener;
    emitter._eventsCount++;
    return emitter;
  }
  const list = listOf(found);
  const longer = isFirst ? [listener, ...list] : [...list, listener];
  table[name] = longer;
  warnOfMany(
    emitter,
    name,
    longer as Wrapped[] & { warned?: boolean },
    list as Wrapped[] & { warned?: boolean },
  );
  return emitter;
}

function warnOfMany(
  emitter: Emitter,
  name: Name,
  list: Wrapped[] & { warned?: boolean },
  before: Wrapped[] & { warned?: boolean },
): void {
  if (before.warned) Object.defineProperty(list, "warned", { value: true });
  const most = emitter.getMaxListeners?.() ?? defaultMaxListeners;
  if (most <= 0 || list.length <= most || before.warned) return;
  Object.defineProperty(list, "warned", { value: true });
  const warning = new Error(
    `Possible EventEmitter memory leak detected. ${list.length} ${String(name)} listeners added to ${inspect(emitter, { depth: -1 })}. Use emitter.setMaxListeners() to increase limit`,
  );
  Object.assign(warning, { emitter, type: name, count: list.length });
  warning.name = "MaxListenersExceededWarning";
  warn(warning);
}

function onceWrapper(emitter: Emitter, name: Name, listener: Listener): Wrapped {
  let isDone = false;
  const wrapped = ((...values: never[]) => {
    if (isDone) return undefined;
    isDone = true;
    emitter.removeListener(name, wrapped);
    return listener.apply(emitter, values);
  }) as Wrapped;
  wrapped.listener = listener;
  return wrapped;
}

function remove(emitter: Emitter, name: Name, listener: Listener): Emitter {
  assertFunction(listener, "listener");
  const table = emitter._events;
  const found = table?.[name];
  if (table === undefined || found === undefined) return emitter;
  const list = listOf(found);
  let at = list.length - 1;
  while (at >= 0 && list[at] !== listener && list[at]?.listener !== listener) at--;
  if (at < 0) return emitter;
  const gone = list[at] as Wrapped;
  const shorter = list.filter((_, index) => index !== at);
  if (shorter.length === 0) {
    delete table[name];
    emitter._eventsCount--;
  } else table[name] = shorter.length === 1 ? (shorter[0] as Wrapped) : shorter;
  if (table.removeListener !== undefined) emitter.emit("removeListener", name, gone.listener ?? gone);
  return emitter;
}

function emitError(values: readonly unknown[]): never {
  const [error] = values;
  if (error instanceof Error) throw error;
  let text: string;
  try {
    text = inspect(error);
  } catch {
    text = String(error);
  }
  throw Object.assign(codedError(Error, "ERR_UNHANDLED_ERROR", `Unhandled error. (${text})`), {
    context: error,
  });
}

function emit(this: Emitter, name: Name, ...values: unknown[]): boolean {
  const table = this._events;
  if (name === "error") {
    if (table?.[ERROR_MONITOR] !== undefined) this.emit(ERROR_MONITOR, ...values);
    if (table?.error === undefined) emitError(values);
  }
  const found = table?.[name];
  if (found === undefined) return false;
  if (typeof found === "function") call(this, found, name, values);
  else for (const listener of [...found]) call(this, listener, name, values);
  return true;
}

function call(emitter: Emitter, listener: Wrapped, name: Name, values: readonly unknown[]): void {
  const answer = listener.apply(emitter, values as never[]);
  if (answer === undefined || answer === null || !(emitter[CAPTURE] ?? captureAll)) return;
  const { then } = answer as { then?: unknown };
  if (typeof then !== "function") return;
  then.call(answer, undefined, (error: unknown) => addTick(() => rejected(emitter, error, name, values)));
}

function rejected(emitter: Emitter, error: unknown, name: Name, values: readonly unknown[]): void {
  const handler = emitter[REJECTION];
  if (typeof handler === "function") {
    (handler as (...all: unknown[]) => void).call(emitter, error, name, ...values);
    return;
  }
  const before = emitter[CAPTURE] ?? false;
  try {
    Object.defineProperty(emitter, CAPTURE, { value: false, writable: true, configurable: true });
    emitter.emit("error", error);
  } finally {
    Object.defineProperty(emitter, CAPTURE, { value: before, writable: true, configurable: true });
  }
}

const methods = {
  setMaxListeners(this: Emitter, count: number) {
    if (typeof count !== "number" || count < 0 || Number.isNaN(count)) {
      if (typeof count !== "number") throw invalidArgType("setMaxListeners", "number", count);
      throw outOfRange("setMaxListeners", ">= 0", count);
    }
    this._maxListeners = count;
    return this;
  },
  getMaxListeners(this: Emitter) {
    return this._maxListeners ?? defaultMaxListeners;
  },
  emit,
  addListener(this: Emitter, name: Name, listener: Wrapped) {
    return add(this, name, listener, false);
  },
  prependListener(this: Emitter, name: Name, listener: Wrapped) {
    return add(this, name, listener, true);
  },
  once(this: Emitter, name: Name, listener: Listener) {
    assertFunction(listener, "listener");
    this.on(name, onceWrapper(this, name, listener));
    return this;
  },
  prependOnceListener(this: Emitter, name: Name, listener: Listener) {
    assertFunction(listener, "listener");
    this.prependListener(name, onceWrapper(this, name, listener));
    return this;
  },
  removeListener(this: Emitter, name: Name, listener: Listener) {
    return remove(this, name, listener);
  },
  removeAllListeners(this: Emitter, name?: Name) {
    const table = this._events;
    if (table === undefined) return this;
    if (name === undefined) {
      if (table.removeListener !== undefined) {
        for (const each of Reflect.ownKeys(table))
          if (each !== "removeListener") this.removeAllListeners(each);
        this.removeAllListeners("removeListener");
      }
      this._events = Object.create(null) as Table;
      this._eventsCount = 0;
      return this;
    }
    for (const listener of listOf(table[name]).toReversed()) this.removeListener(name, listener);
    return this;
  },
  listeners(this: Emitter, name: Name) {
    return listOf(this._events?.[name]).map((each) => each.listener ?? each);
  },
  rawListeners(this: Emitter, name: Name) {
    return [...listOf(this._events?.[name])];
  },
  listenerCount(this: Emitter, name: Name, listener?: Listener) {
    const list = listOf(this._events?.[name]);
    return listener
      ? list.filter((each) => each === listener || each.listener === listener).length
      : list.length;
  },
  eventNames(this: Emitter) {
    return this._events === undefined ? [] : Reflect.ownKeys(this._events);
  },
};

const prototype = EventEmitter.prototype as unknown as Record<string, unknown>;
Object.assign(prototype, { _events: undefined, _eventsCount: 0, _maxListeners: undefined, ...methods });
prototype.on = methods.addListener;
prototype.off = methods.removeListener;

interface Target {
  addEventListener(name: string, listener: Listener, options?: object): void;
  removeEventListener(name: string, listener: Listener): void;
}
interface Signal extends Target {
  readonly aborted: boolean;
  readonly reason: unknown;
}

function isTarget(value: unknown): value is Target {
  return typeof (value as Target | null)?.addEventListener === "function";
}
function listen(from: unknown, name: Name, listener: Listener, isOnce: boolean): () => void {
  if (typeof (from as EventEmitter | null)?.on === "function") {
    const emitter = from as EventEmitter;
    if (isOnce) emitter.once(name, listener);
    else emitter.on(name, listener);
    return () => emitter.removeListener(name, listener);
  }
  if (!isTarget(from)) throw invalidArgType("emitter", "EventEmitter", from);
  from.addEventListener(name as string, listener, { once: isOnce });
  return () => from.removeEventListener(name as string, listener);
}

async function once(emitter: unknown, name: Name, options: { signal?: Signal } = {}): Promise<unknown[]> {
  const { signal } = options;
  if (signal?.aborted) throw abortError(signal.reason);
  return new Promise((resolve, reject) => {
    const stops: (() => void)[] = [];
    const stop = () => {
      for (const each of stops) each();
    };
    stops.push(
      listen(
        emitter,
        name,
        (...values: unknown[]) => {
          stop();
          resolve(values);
        },
        true,
      ),
    );
    if (name !== "error" && typeof (emitter as EventEmitter).once === "function") {
      const failed = (error: unknown) => {
        stop();
        reject(error);
      };
      stops.push(listen(emitter, "error", failed, true));
    }
    if (signal) {
      const aborted = () => {
        stop();
        reject(abortError(signal.reason));
      };
      stops.push(listen(signal, "abort", aborted, true));
    }
  });
}

interface OnOptions {
  readonly signal?: Signal;
  readonly close?: readonly string[];
}

function on(emitter: unknown, name: Name, options: OnOptions = {}): AsyncIterableIterator<unknown[]> {
  const { signal, close = [] } = options;
  if (signal?.aborted) throw abortError(signal.reason);
  const seen: unknown[][] = [];
  const waiting: { resolve(value: IteratorResult<unknown[]>): void; reject(error: unknown): void }[] = [];
  let failure: { readonly error: unknown } | undefined;
  let isDone = false;
  const stops: (() => void)[] = [];
  const finish = () => {
    for (const stop of stops.splice(0)) stop();
    isDone = true;
    for (const { resolve } of waiting.splice(0)) resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true as const });
  };
  const fail = (error: unknown) => {
    const first = waiting.shift();
    if (first) first.reject(error);
    else failure = { error };
    void finish();
  };
  const take = (...values: unknown[]) => {
    const first = waiting.shift();
    if (first) first.resolve({ value: values, done: false });
    else seen.push(values);
  };
  stops.push(listen(emitter, name, take, false));
  if (name !== "error" && typeof (emitter as EventEmitter).on === "function")
    stops.push(listen(emitter, "error", fail, false));
  for (const each of close) stops.push(listen(emitter, each, () => void finish(), false));
  if (signal) stops.push(listen(signal, "abort", () => fail(abortError(signal.reason)), true));
  return {
    next() {
      const value = seen.shift();
      if (value) return Promise.resolve({ value, done: false });
      if (failure) {
        const { error } = failure;
        failure = undefined;
        return Promise.reject(error);
      }
      if (isDone) return finish();
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return: finish,
    throw(error: unknown) {
      if (!(error instanceof Error)) throw invalidArgType("EventEmitter.AsyncIterator", "Error", error);
      fail(error);
      return finish();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function getEventListeners(emitter: unknown, name: Name): Listener[] {
  const known = emitter as EventEmitter & { [LISTENERS]?: (name: Name) => Listener[] };
  if (typeof known?.listeners === "function") return known.listeners(name);
  if (typeof known?.[LISTENERS] === "function") return known[LISTENERS](name);
  throw invalidArgType("emitter", ["EventEmitter", "EventTarget"], emitter);
}
/** By which targets of events tell who listens. */
export const LISTENERS = Symbol("listeners");

function setMaxListeners(count = defaultMaxListeners, ...targets: readonly EventEmitter[]): void {
  if (typeof count !== "number" || count < 0 || Number.isNaN(count))
    throw outOfRange("n", "a non-negative number", count);
  if (targets.length === 0) defaultMaxListeners = count;
  for (const target of targets)
    if (typeof target.setMaxListeners === "function") target.setMaxListeners(count);
}

export function addAbortListener(signal: Signal, listener: Listener): { [Symbol.dispose]?: () => void } {
  if (signal?.aborted === undefined) throw invalidArgType("signal", "AbortSignal", signal);
  assertFunction(listener, "listener");
  if (signal.aborted) queueMicrotask(() => (listener as () => void)());
  else signal.addEventListener("abort", listener, { once: true });
  const dispose = () => signal.removeEventListener("abort", listener);
  return { [Symbol.dispose as unknown as string]: dispose };
}

class EventEmitterAsyncResource extends (EventEmitter as unknown as new (options?: object) => object) {}

Object.assign(EventEmitter, {
  once,
  on,
  getEventListeners,
  getMaxListeners: (target: EventEmitter) => target.getMaxListeners?.() ?? defaultMaxListeners,
  EventEmitter,
  usingDomains: false,
  captureRejectionSymbol: REJECTION,
  errorMonitor: ERROR_MONITOR,
  setMaxListeners,
  addAbortListener,
  EventEmitterAsyncResource,
  listenerCount: (emitter: EventEmitter, name: Name) =>
    typeof emitter.listenerCount === "function" ? emitter.listenerCount(name) : 0,
  init: undefined,
});
Object.defineProperties(EventEmitter, {
  init: { value: undefined, enumerable: false },
  captureRejections: {
    get: () => captureAll,
    set: (value: boolean) => {
      captureAll = value;
    },
    enumerable: true,
  },
  defaultMaxListeners: {
    get: () => defaultMaxListeners,
    set: (value: number) => {
      if (typeof value !== "number" || value < 0 || Number.isNaN(value))
        throw outOfRange("defaultMaxListeners", "a non-negative number", value);
      defaultMaxListeners = value;
    },
    enumerable: true,
  },
});

/** `Event`, `CustomEvent` and `EventTarget`, without a tree that events could go up in. */
import { invalidArgType } from "../core/errors";
import { attempt } from "../core/loop";
import { LISTENERS } from "../modules/events";

interface EventOptions {
  readonly bubbles?: boolean;
  readonly cancelable?: boolean;
  readonly composed?: boolean;
}
interface State {
  target: EventTarget | null;
  isStopped: boolean;
  isCanceled: boolean;
  isPassive: boolean;
  isRunning: boolean;
}
const states = new WeakMap<Event, State>();
const stateOf = (event: Event): State => {
  const state = states.get(event);
  if (!state) throw invalidArgType("event", "Event", event);
  return state;
};

export class Event {
  static readonly NONE = 0;
  static readonly CAPTURING_PHASE = 1;
  static readonly AT_TARGET = 2;
  static readonly BUBBLING_PHASE = 3;
  readonly #type: string;
  readonly #options: EventOptions;
  readonly #time = Date.now();
  constructor(type: unknown, options: EventOptions | null = null) {
    if (type === undefined) throw invalidArgType("type", "string", type);
    this.#type = String(type);
    this.#options = options ?? {};
    states.set(this, {
      target: null,
      isStopped: false,
      isCanceled: false,
      isPassive: false,
      isRunning: false,
    });
  }
  get type(): string {
    return this.#type;
  }
  get target(): EventTarget | null {
    return stateOf(this).target;
  }
  get srcElement(): EventTarget | null {
    return stateOf(this).target;
  }
  get currentTarget(): EventTarget | null {
    const { target, isRunning } = stateOf(this);
    return isRunning ? target : null;
  }
  get bubbles(): boolean {
    return this.#options.bubbles === true;
  }
  get cancelable(): boolean {
    return this.#options.cancelable === true;
  }
  get composed(): boolean {
    return this.#options.composed === true;
  }
  get defaultPrevented(): boolean {
    return this.cancelable && stateOf(this).isCanceled;
  }
  get returnValue(): boolean {
    return !this.defaultPrevented;
  }
  get eventPhase(): number {
    return stateOf(this).isRunning ? 2 : 0;
  }
  get timeStamp(): number {
    return this.#time;
  }
  get isTrusted(): boolean {
    return false;
  }
  preventDefault(): void {
    const state = stateOf(this);
    if (!state.isPassive) state.isCanceled = true;
  }
  stopPropagation(): void {}
  stopImmediatePropagation(): void {
    stateOf(this).isStopped = true;
  }
  composedPath(): EventTarget[] {
    const { target, isRunning } = stateOf(this);
    return isRunning && target ? [target] : [];
  }
  get [Symbol.toStringTag](): string {
    return "Event";
  }
}

export class CustomEvent extends Event {
  readonly #detail: unknown;
  constructor(type: unknown, options: (EventOptions & { detail?: unknown }) | null = null) {
    super(type, options);
    this.#detail = options?.detail ?? null;
  }
  get detail(): unknown {
    return this.#detail;
  }
  override get [Symbol.toStringTag](): string {
    return "CustomEvent";
  }
}

type Callback = ((event: Event) => unknown) | { handleEvent(event: Event): unknown };
interface Listener {
  readonly callback: Callback;
  readonly isCapture: boolean;
  readonly isOnce: boolean;
  readonly isPassive: boolean;
  isGone: boolean;
}
interface ListenOptions {
  readonly capture?: boolean;
  readonly once?: boolean;
  readonly passive?: boolean;
  readonly signal?: EventTarget & { readonly aborted: boolean };
}

export class EventTarget {
  readonly #listeners = new Map<string, Listener[]>();

  addEventListener(type: unknown, callback: Callback | null, options: ListenOptions | boolean = {}): void {
    if (callback === null || callback === undefined) return;
    if (typeof callback !== "function" && typeof callback !== "object")
      throw invalidArgType("listener", "EventListener", callback);
    const name = String(type);
    const table = typeof options === "boolean" ? { capture: options } : (options ?? {});
    const { capture = false, once = false, passive = false, signal } = table as ListenOptions;
    if (signal?.aborted) return;
    const list = this.#listeners.get(name) ?? [];
    if (list.some((each) => each.callback === callback && each.isCapture === capture)) return;
    const listener = { callback, isCapture: capture, isOnce: once, isPassive: passive, isGone: false };
    this.#listeners.set(name, [...list, listener]);
    signal?.addEventListener("abort", () => this.removeEventListener(name, callback, { capture }), {
      once: true,
    });
  }

  removeEventListener(type: unknown, callback: Callback | null, options: ListenOptions | boolean = {}): void {
    const name = String(type);
    const isCapture = typeof options === "boolean" ? options : options?.capture === true;
    const list = this.#listeners.get(name) ?? [];
    const found = list.find((each) => each.callback === callback && each.isCapture === isCapture);
    if (!found) return;
    found.isGone = true;
    this.#listeners.set(
      name,
      list.filter((each) => each !== found),
    );
  }

  dispatchEvent(event: Event): boolean {
    if (!(event instanceof Event)) throw invalidArgType("event", "Event", event);
    const state = stateOf(event);
    if (state.isRunning) throw new DOMException("The event is already being dispatched", "InvalidStateError");
    state.target = this;
    state.isRunning = true;
    state.isStopped = false;
    for (const listener of this.#listeners.get(event.type) ?? []) {
      if (listener.isGone) continue;
      if (listener.isOnce)
        this.removeEventListener(event.type, listener.callback, { capture: listener.isCapture });
      state.isPassive = listener.isPassive;
      const { callback } = listener;
      attempt(() =>
        typeof callback === "function" ? callback.call(this, event) : callback.handleEvent(event),
      );
      if (state.isStopped) break;
    }
    state.isPassive = false;
    state.isRunning = false;
    return !event.defaultPrevented;
  }

  [LISTENERS](name: string): Callback[] {
    return (this.#listeners.get(name) ?? []).map(({ callback }) => callback);
  }
  get [Symbol.toStringTag](): string {
    return "EventTarget";
  }
}
Object.defineProperty(EventTarget.prototype, LISTENERS, { enumerable: false });

declare const DOMException: new (message: string, name: string) => Error;

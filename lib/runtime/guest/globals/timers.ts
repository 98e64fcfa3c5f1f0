/** Timers and immediates. */
import { assertFunction } from "../core/errors";
import { addImmediate, carried, clearTimer, setTimer, type Task, type Timer } from "../core/loop";
import { reportText } from "./dynamic-code";

type Callback = (...values: unknown[]) => unknown;
const MOST_MS = 2 ** 31 - 1;
const known = new Map<number, Timeout>();
const CUSTOM_PROMISIFY = Symbol.for("nodejs.util.promisify.custom");
let lastId = 0;

function delayOf(value: unknown): number {
  const delay = Number(value);
  return delay >= 1 && delay <= MOST_MS ? Math.trunc(delay) : 1;
}

export class Timeout {
  readonly #timer: Timer;
  readonly #repeats: boolean;
  #id: number | undefined;
  #isDead = false;

  constructor(callback: Callback, delay: unknown, values: readonly unknown[], repeats: boolean) {
    // A page would run it. Here as in Node it is no callback, and that somebody tried is on record.
    if (typeof callback === "string") reportText("timer");
    assertFunction(callback, "callback");
    this.#repeats = repeats;
    const run = () => {
      // An interval goes on when its callback throws; a timeout may be set once more by its callback.
      if (this.#repeats) setTimer(this.#timer);
      else this.#forget();
      callback(...values);
    };
    this.#timer = { due: 0, delay: delayOf(delay), order: 0, isRef: true, isSet: false, run: carried(run) };
    setTimer(this.#timer);
  }
  #forget(): void {
    if (this.#id !== undefined) known.delete(this.#id);
  }
  ref(): this {
    this.#timer.isRef = true;
    return this;
  }
  unref(): this {
    this.#timer.isRef = false;
    return this;
  }
  hasRef(): boolean {
    return this.#timer.isRef;
  }
  refresh(): this {
    if (this.#isDead) return this;
    clearTimer(this.#timer);
    setTimer(this.#timer);
    return this;
  }
  close(): this {
    this.#isDead = true;
    this.#forget();
    clearTimer(this.#timer);
    return this;
  }
  [Symbol.toPrimitive](): number {
    if (this.#id === undefined) {
      this.#id = ++lastId;
      known.set(this.#id, this);
    }
    return this.#id;
  }
}

export class Immediate {
  readonly #task: Task;
  constructor(callback: Callback, values: readonly unknown[]) {
    assertFunction(callback, "callback");
    this.#task = addImmediate(() => callback(...values));
  }
  ref(): this {
    this.#task.isRef = true;
    return this;
  }
  unref(): this {
    this.#task.isRef = false;
    return this;
  }
  hasRef(): boolean {
    return this.#task.isRef;
  }
  clear(): void {
    this.#task.isGone = true;
    this.#task.isRef = false;
  }
}

export function setTimeout(callback: Callback, delay?: unknown, ...values: unknown[]): Timeout {
  return new Timeout(callback, delay, values, false);
}
export function setInterval(callback: Callback, delay?: unknown, ...values: unknown[]): Timeout {
  return new Timeout(callback, delay, values, true);
}
export function setImmediate(callback: Callback, ...values: unknown[]): Immediate {
  return new Immediate(callback, values);
}
export function clearTimeout(timer?: unknown): void {
  if (timer instanceof Timeout) timer.close();
  else if (typeof timer === "number" || typeof timer === "string") known.get(Number(timer))?.close();
}
export function clearInterval(timer?: unknown): void {
  clearTimeout(timer);
}
export function clearImmediate(immediate?: unknown): void {
  if (immediate instanceof Immediate) immediate.clear();
}

export function customPromisify(func: object, promised: unknown): void {
  Object.defineProperty(func, CUSTOM_PROMISIFY, { enumerable: true, get: () => promised });
}

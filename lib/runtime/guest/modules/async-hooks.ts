/**
 * The module `async_hooks`. A store is kept for what runs inside of `run` and for timers, ticks and callbacks that begin
 * there. The machine has no hook into its promises: after an `await` a store is gone.
 */
import { unsupported } from "../core/errors";
import { setCarrier } from "../core/loop";

type Stores = ReadonlyMap<AsyncLocalStorage, unknown>;
type Func = (...values: unknown[]) => unknown;
let current: Stores = new Map();

function within<Value>(stores: Stores, run: () => Value): Value {
  const before = current;
  current = stores;
  try {
    return run();
  } finally {
    current = before;
  }
}
setCarrier((run) => {
  const stores = current;
  return stores.size === 0 ? run : () => within(stores, run);
});

export class AsyncLocalStorage {
  static bind(func: Func): Func {
    const stores = current;
    return (...values) => within(stores, () => func(...values));
  }
  static snapshot(): (func: Func, ...values: unknown[]) => unknown {
    const stores = current;
    return (func, ...values) => within(stores, () => func(...values));
  }
  run(store: unknown, func: Func, ...values: unknown[]): unknown {
    return within(new Map(current).set(this, store), () => func(...values));
  }
  exit(func: Func, ...values: unknown[]): unknown {
    const stores = new Map(current);
    stores.delete(this);
    return within(stores, () => func(...values));
  }
  getStore(): unknown {
    return current.get(this);
  }
  enterWith(store: unknown): void {
    current = new Map(current).set(this, store);
  }
  disable(): void {
    const stores = new Map(current);
    stores.delete(this);
    current = stores;
  }
}

class AsyncResource {
  readonly type: string;
  readonly #stores = current;
  constructor(type: string) {
    this.type = type;
  }
  runInAsyncScope(func: Func, self?: unknown, ...values: unknown[]): unknown {
    return within(this.#stores, () => func.apply(self, values));
  }
  bind(func: Func): Func {
    return (...values) => this.runInAsyncScope(func, undefined, ...values);
  }
  static bind(func: Func): Func {
    return AsyncLocalStorage.bind(func);
  }
  emitDestroy(): this {
    return this;
  }
  asyncId(): number {
    return 1;
  }
  triggerAsyncId(): number {
    return 0;
  }
}

export const asyncHooks = {
  AsyncLocalStorage,
  AsyncResource,
  executionAsyncId: () => 1,
  triggerAsyncId: () => 0,
  executionAsyncResource: () => ({}),
  createHook: () => {
    throw unsupported("async_hooks.createHook");
  },
};

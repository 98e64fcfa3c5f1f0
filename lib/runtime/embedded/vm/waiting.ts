/**
 * Waiting inside a call of the guest: a synchronous call of the guest whose answer takes time on the host's side (a
 * person who approves, a disk that flushes). With JSPI the machine is put aside with its stack and taken up again.
 *
 * Where the platform has no JSPI the host has to answer at once; `canWait` says which it is, so that whoever sets up the host
 * can block instead (a worker of Node can, by Atomics.wait).
 */
interface Jspi {
  readonly Suspending: new (func: (...values: number[]) => unknown) => object;
  readonly promising: (func: unknown) => (...values: number[]) => Promise<number>;
}

const { Suspending, promising } = WebAssembly as unknown as Partial<Jspi>;

export const canWait = typeof Suspending === "function" && typeof promising === "function";

/** An import that may answer later. */
export function suspending(func: (...values: number[]) => number | Promise<number>): unknown {
  return Suspending && canWait ? new Suspending(func) : func;
}

export type Entry = (...values: number[]) => number | Promise<number>;

/** An export that runs code of the guest, and so may come to wait. */
export function entering(func: (...values: never[]) => number): Entry {
  return promising && canWait ? promising(func) : (func as unknown as Entry);
}

/** The module `stream`: Node's own streams, from the package that keeps them apart from Node. */
import * as packaged from "readable-stream/lib/stream.js";
import type { EventEmitter } from "../events";

export interface Readable extends EventEmitter {
  push(chunk: unknown, encoding?: string): boolean;
  read(size?: number): unknown;
  destroy(error?: unknown): this;
  pipe<Target>(target: Target): Target;
  resume(): this;
  pause(): this;
  setEncoding(encoding: string): this;
  readonly destroyed: boolean;
  readonly readableEncoding: string | null;
  [Symbol.asyncIterator](): AsyncIterableIterator<unknown>;
  [name: string]: unknown;
}
export interface Writable extends EventEmitter {
  write(chunk: unknown, ...rest: unknown[]): boolean;
  end(...rest: unknown[]): this;
  destroy(error?: unknown): this;
  readonly destroyed: boolean;
  [name: string]: unknown;
}
type Class<Instance> = new (options?: object) => Instance;
interface Streams {
  readonly Readable: Class<Readable> & { from(source: unknown, options?: object): Readable };
  readonly Writable: Class<Writable>;
  readonly Duplex: Class<Readable & Writable>;
  readonly Transform: Class<Readable & Writable>;
  readonly PassThrough: Class<Readable & Writable>;
  readonly promises: Record<string, unknown>;
  readonly finished: (...values: unknown[]) => unknown;
  readonly [name: string]: unknown;
}

const source = packaged as unknown as { readonly default?: Streams } & Streams;
const whole = (source.default ?? source) as Streams;
export const { Readable, Writable, Duplex, Transform, PassThrough, finished } = whole;
/** In Node the module itself is a class, which everything else hangs on. */
export const stream = whole;
export const streamPromises = whole.promises;

/** Emitters, and streams as Node has them. */

declare module "node:events" {
  type Name = string | symbol;
  type Listener = (...values: any[]) => void;
  interface Waiting {
    signal?: AbortSignal;
  }
  class EventEmitter {
    constructor(options?: { captureRejections?: boolean });
    on(name: Name, listener: Listener): this;
    addListener(name: Name, listener: Listener): this;
    once(name: Name, listener: Listener): this;
    off(name: Name, listener: Listener): this;
    removeListener(name: Name, listener: Listener): this;
    removeAllListeners(name?: Name): this;
    prependListener(name: Name, listener: Listener): this;
    prependOnceListener(name: Name, listener: Listener): this;
    emit(name: Name, ...values: any[]): boolean;
    listeners(name: Name): Function[];
    rawListeners(name: Name): Function[];
    listenerCount(name: Name, listener?: Function): number;
    eventNames(): Name[];
    setMaxListeners(count: number): this;
    getMaxListeners(): number;
  }
  // The module is the class, with everything else on it.
  namespace EventEmitter {
    export { EventEmitter };
    export function once(emitter: EventEmitter | EventTarget, name: Name, options?: Waiting): Promise<any[]>;
    export function on(emitter: EventEmitter, name: Name, options?: Waiting): AsyncIterableIterator<any[]>;
    export function getEventListeners(emitter: EventEmitter | EventTarget, name: Name): Function[];
    export function getMaxListeners(emitter: EventEmitter | EventTarget): number;
    export function setMaxListeners(count?: number, ...emitters: (EventEmitter | EventTarget)[]): void;
    export function listenerCount(emitter: EventEmitter, name: Name): number;
    export function addAbortListener(signal: AbortSignal, listener: (event: Event) => void): object;
    export class EventEmitterAsyncResource extends EventEmitter {
      constructor(options?: { name?: string });
      readonly asyncId: number;
      emitDestroy(): void;
    }
    export const usingDomains: boolean;
    export const captureRejectionSymbol: unique symbol;
    export const errorMonitor: unique symbol;
    export let captureRejections: boolean;
    export let defaultMaxListeners: number;
  }
  export = EventEmitter;
}

declare module "node:stream" {
  import { EventEmitter } from "node:events";

  type Done = (error?: Error | null) => void;
  type Chunks = Iterable<any> | AsyncIterable<any>;
  interface Iterating {
    signal?: AbortSignal;
    concurrency?: number;
  }
  export class Stream extends EventEmitter {
    pipe<T extends Writable>(to: T, options?: { end?: boolean }): T;
  }
  export interface StreamOptions<This> {
    highWaterMark?: number;
    objectMode?: boolean;
    autoDestroy?: boolean;
    emitClose?: boolean;
    signal?: AbortSignal;
    construct?(this: This, callback: Done): void;
    destroy?(this: This, error: Error | null, callback: Done): void;
  }
  export interface ReadableOptions<This = Readable> extends StreamOptions<This> {
    encoding?: BufferEncoding;
    read?(this: This, size: number): void;
  }
  export interface WritableOptions<This = Writable> extends StreamOptions<This> {
    decodeStrings?: boolean;
    defaultEncoding?: BufferEncoding;
    write?(this: This, chunk: any, encoding: BufferEncoding, callback: Done): void;
    writev?(this: This, chunks: { chunk: any; encoding: BufferEncoding }[], callback: Done): void;
    final?(this: This, callback: Done): void;
  }
  export interface DuplexOptions<This = Duplex> extends Omit<ReadableOptions<This>, never>, Omit<WritableOptions<This>, keyof StreamOptions<This>> {
    allowHalfOpen?: boolean;
    readableObjectMode?: boolean;
    writableObjectMode?: boolean;
    readableHighWaterMark?: number;
    writableHighWaterMark?: number;
  }
  type TransformDone = (error?: Error | null, chunk?: any) => void;
  export interface TransformOptions<This = Transform> extends DuplexOptions<This> {
    transform?(this: This, chunk: any, encoding: BufferEncoding, callback: TransformDone): void;
    flush?(this: This, callback: TransformDone): void;
  }

  interface ReadableSide extends AsyncIterable<any> {
    readonly readable: boolean;
    readonly readableEnded: boolean;
    readonly readableFlowing: boolean | null;
    readonly readableHighWaterMark: number;
    readonly readableLength: number;
    readonly readableObjectMode: boolean;
    readonly readableEncoding: BufferEncoding | null;
    readonly readableAborted: boolean;
    read(size?: number): any;
    push(chunk: any, encoding?: BufferEncoding): boolean;
    unshift(chunk: any, encoding?: BufferEncoding): void;
    setEncoding(encoding: BufferEncoding): this;
    pause(): this;
    resume(): this;
    isPaused(): boolean;
    unpipe(from?: Writable): this;
    wrap(stream: object): this;
    map(each: (chunk: any, options: { signal: AbortSignal }) => any, options?: Iterating): Readable;
    filter(keep: (chunk: any, options: { signal: AbortSignal }) => boolean | Promise<boolean>, options?: Iterating): Readable;
    flatMap(each: (chunk: any) => any, options?: Iterating): Readable;
    forEach(each: (chunk: any) => void | Promise<void>, options?: Iterating): Promise<void>;
    reduce<T = any>(join: (sum: T, chunk: any) => T | Promise<T>, initial?: T, options?: Iterating): Promise<T>;
    some(is: (chunk: any) => boolean | Promise<boolean>, options?: Iterating): Promise<boolean>;
    every(is: (chunk: any) => boolean | Promise<boolean>, options?: Iterating): Promise<boolean>;
    find(is: (chunk: any) => boolean | Promise<boolean>, options?: Iterating): Promise<any>;
    toArray(options?: Iterating): Promise<any[]>;
    drop(count: number, options?: Iterating): Readable;
    take(count: number, options?: Iterating): Readable;
    iterator(options?: { destroyOnReturn?: boolean }): AsyncIterableIterator<any>;
    [Symbol.asyncIterator](): AsyncIterableIterator<any>;
    _read(size: number): void;
  }
  interface WritableSide {
    readonly writable: boolean;
    readonly writableEnded: boolean;
    readonly writableFinished: boolean;
    readonly writableHighWaterMark: number;
    readonly writableLength: number;
    readonly writableNeedDrain: boolean;
    readonly writableObjectMode: boolean;
    readonly writableCorked: number;
    write(chunk: any, callback?: Done): boolean;
    write(chunk: any, encoding: BufferEncoding, callback?: Done): boolean;
    end(callback?: () => void): this;
    end(chunk: any, callback?: () => void): this;
    end(chunk: any, encoding: BufferEncoding, callback?: () => void): this;
    cork(): void;
    uncork(): void;
    setDefaultEncoding(encoding: BufferEncoding): this;
    _write(chunk: any, encoding: BufferEncoding, callback: Done): void;
    _final(callback: Done): void;
  }
  interface Ending {
    readonly closed: boolean;
    readonly destroyed: boolean;
    readonly errored: Error | null;
    destroy(error?: Error): this;
    _destroy(error: Error | null, callback: Done): void;
  }

  export interface Readable extends ReadableSide, Ending {}
  export class Readable extends Stream {
    constructor(options?: ReadableOptions);
    static from(chunks: Chunks, options?: ReadableOptions): Readable;
    static fromWeb(stream: ReadableStream, options?: ReadableOptions): Readable;
    static toWeb(stream: Readable): ReadableStream;
    static isDisturbed(stream: Readable): boolean;
  }
  export interface Writable extends WritableSide, Ending {}
  export class Writable extends Stream {
    constructor(options?: WritableOptions);
    static fromWeb(stream: WritableStream, options?: WritableOptions): Writable;
    static toWeb(stream: Writable): WritableStream;
  }
  export interface Duplex extends WritableSide {}
  export class Duplex extends Readable implements WritableSide {
    constructor(options?: DuplexOptions);
    allowHalfOpen: boolean;
    static from(source: any): Duplex;
  }
  export class Transform extends Duplex {
    constructor(options?: TransformOptions);
    _transform(chunk: any, encoding: BufferEncoding, callback: TransformDone): void;
    _flush(callback: TransformDone): void;
  }
  export class PassThrough extends Transform {}

  type Source = Readable | Chunks | (() => Chunks) | ReadableStream;
  type Step = Writable | ((chunks: any) => any) | WritableStream | TransformStream;
  export function pipeline(source: Source, ...rest: [...steps: Step[], last: Step, callback: (error: NodeJS.ErrnoException | null | undefined, value?: any) => void]): any;
  export function pipeline(steps: readonly [Source, ...Step[]], callback?: Done): any;
  export function finished(stream: Stream | ReadableStream | WritableStream, callback: Done): () => void;
  export function finished(stream: Stream | ReadableStream | WritableStream, options: { readable?: boolean; writable?: boolean; error?: boolean; signal?: AbortSignal }, callback: Done): () => void;
  export function addAbortSignal<T extends Stream>(signal: AbortSignal, stream: T): T;
  export function compose(...streams: any[]): Duplex;
  export function destroy(stream: Stream, error?: Error): void;
  export function isDestroyed(stream: Stream): boolean | null;
  export function isDisturbed(stream: Stream | ReadableStream): boolean;
  export function isErrored(stream: Stream | ReadableStream | WritableStream): boolean;
  export function isReadable(stream: Stream | ReadableStream): boolean | null;
  export function isWritable(stream: Stream | WritableStream): boolean | null;
  export function getDefaultHighWaterMark(objectMode: boolean): number;
  export function setDefaultHighWaterMark(objectMode: boolean, size: number): void;
  export * as promises from "node:stream/promises";
  export {};
}

declare module "node:stream/promises" {
  import type { Stream } from "node:stream";
  interface PipelineOptions {
    signal?: AbortSignal;
    end?: boolean;
  }
  export function finished(stream: Stream | ReadableStream | WritableStream, options?: { readable?: boolean; writable?: boolean; signal?: AbortSignal; cleanup?: boolean }): Promise<void>;
  export function pipeline(source: any, ...rest: [...steps: any[], last: any] | [...steps: any[], last: any, options: PipelineOptions]): Promise<any>;
  export {};
}

declare module "node:stream/consumers" {
  type From = AsyncIterable<any> | Iterable<any> | ReadableStream | import("node:stream").Readable;
  export function arrayBuffer(from: From): Promise<ArrayBuffer>;
  export function blob(from: From): Promise<Blob>;
  export function buffer(from: From): Promise<Buffer>;
  export function json(from: From): Promise<unknown>;
  export function text(from: From): Promise<string>;
  export {};
}

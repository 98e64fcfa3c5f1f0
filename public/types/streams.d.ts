/** Streams of the web: in every agent without an import, and in node:stream/web. */

interface QueuingStrategy<T = any> {
  highWaterMark?: number;
  size?(chunk: T): number;
}
interface ReadableStreamDefaultController<T = any> {
  readonly desiredSize: number | null;
  enqueue(chunk?: T): void;
  close(): void;
  error(reason?: unknown): void;
}
declare var ReadableStreamDefaultController: Function & { prototype: ReadableStreamDefaultController };
interface ReadableByteStreamController {
  readonly byobRequest: { readonly view: ArrayBufferView | null; respond(bytes: number): void } | null;
  readonly desiredSize: number | null;
  enqueue(chunk: ArrayBufferView): void;
  close(): void;
  error(reason?: unknown): void;
}
declare var ReadableByteStreamController: Function & { prototype: ReadableByteStreamController };

interface UnderlyingSource<T = any> {
  start?(controller: ReadableStreamDefaultController<T>): unknown;
  pull?(controller: ReadableStreamDefaultController<T>): void | PromiseLike<void>;
  cancel?(reason?: unknown): void | PromiseLike<void>;
  type?: undefined;
}
interface UnderlyingByteSource {
  start?(controller: ReadableByteStreamController): unknown;
  pull?(controller: ReadableByteStreamController): void | PromiseLike<void>;
  cancel?(reason?: unknown): void | PromiseLike<void>;
  type: "bytes";
  autoAllocateChunkSize?: number;
}
type ReadResult<T> = { done: false; value: T } | { done: true; value: T | undefined };
interface ReadableStreamDefaultReader<T = any> {
  readonly closed: Promise<void>;
  read(): Promise<ReadResult<T>>;
  releaseLock(): void;
  cancel(reason?: unknown): Promise<void>;
}
declare var ReadableStreamDefaultReader: {
  prototype: ReadableStreamDefaultReader;
  new <T>(stream: ReadableStream<T>): ReadableStreamDefaultReader<T>;
};
interface ReadableStreamBYOBReader {
  readonly closed: Promise<void>;
  read<T extends ArrayBufferView>(view: T): Promise<ReadResult<T>>;
  releaseLock(): void;
  cancel(reason?: unknown): Promise<void>;
}
declare var ReadableStreamBYOBReader: {
  prototype: ReadableStreamBYOBReader;
  new (stream: ReadableStream): ReadableStreamBYOBReader;
};
interface PipeOptions {
  preventAbort?: boolean;
  preventCancel?: boolean;
  preventClose?: boolean;
  signal?: AbortSignal;
}
interface ReadableStream<T = any> extends AsyncIterable<T> {
  readonly locked: boolean;
  cancel(reason?: unknown): Promise<void>;
  getReader(): ReadableStreamDefaultReader<T>;
  getReader(options: { mode: "byob" }): ReadableStreamBYOBReader;
  pipeThrough<Out>(
    pair: { readable: ReadableStream<Out>; writable: WritableStream<T> },
    options?: PipeOptions,
  ): ReadableStream<Out>;
  pipeTo(target: WritableStream<T>, options?: PipeOptions): Promise<void>;
  tee(): [ReadableStream<T>, ReadableStream<T>];
  values(options?: { preventCancel?: boolean }): AsyncIterableIterator<T>;
}
declare var ReadableStream: {
  prototype: ReadableStream;
  new (source: UnderlyingByteSource, strategy?: QueuingStrategy): ReadableStream<Uint8Array>;
  new <T = any>(source?: UnderlyingSource<T>, strategy?: QueuingStrategy<T>): ReadableStream<T>;
  from<T>(chunks: Iterable<T> | AsyncIterable<T>): ReadableStream<T>;
};

interface WritableStreamDefaultController {
  readonly signal: AbortSignal;
  error(reason?: unknown): void;
}
declare var WritableStreamDefaultController: Function & { prototype: WritableStreamDefaultController };
interface UnderlyingSink<T = any> {
  start?(controller: WritableStreamDefaultController): unknown;
  write?(chunk: T, controller: WritableStreamDefaultController): unknown;
  close?(): void | PromiseLike<void>;
  abort?(reason?: unknown): void | PromiseLike<void>;
}
interface WritableStreamDefaultWriter<T = any> {
  readonly closed: Promise<void>;
  readonly desiredSize: number | null;
  readonly ready: Promise<void>;
  write(chunk?: T): Promise<void>;
  close(): Promise<void>;
  abort(reason?: unknown): Promise<void>;
  releaseLock(): void;
}
declare var WritableStreamDefaultWriter: {
  prototype: WritableStreamDefaultWriter;
  new <T>(stream: WritableStream<T>): WritableStreamDefaultWriter<T>;
};
interface WritableStream<T = any> {
  readonly locked: boolean;
  abort(reason?: unknown): Promise<void>;
  close(): Promise<void>;
  getWriter(): WritableStreamDefaultWriter<T>;
}
declare var WritableStream: {
  prototype: WritableStream;
  new <T = any>(sink?: UnderlyingSink<T>, strategy?: QueuingStrategy<T>): WritableStream<T>;
};

interface TransformStreamDefaultController<Out = any> {
  readonly desiredSize: number | null;
  enqueue(chunk?: Out): void;
  error(reason?: unknown): void;
  terminate(): void;
}
declare var TransformStreamDefaultController: Function & { prototype: TransformStreamDefaultController };
interface Transformer<In = any, Out = any> {
  start?(controller: TransformStreamDefaultController<Out>): unknown;
  transform?(chunk: In, controller: TransformStreamDefaultController<Out>): unknown;
  flush?(controller: TransformStreamDefaultController<Out>): unknown;
}
interface TransformStream<In = any, Out = any> {
  readonly readable: ReadableStream<Out>;
  readonly writable: WritableStream<In>;
}
declare var TransformStream: {
  prototype: TransformStream;
  new <In = any, Out = any>(
    transformer?: Transformer<In, Out>,
    writable?: QueuingStrategy<In>,
    readable?: QueuingStrategy<Out>,
  ): TransformStream<In, Out>;
};
interface ByteLengthQueuingStrategy {
  readonly highWaterMark: number;
  size(chunk?: ArrayBufferView): number;
}
declare var ByteLengthQueuingStrategy: {
  prototype: ByteLengthQueuingStrategy;
  new (init: { highWaterMark: number }): ByteLengthQueuingStrategy;
};
interface CountQueuingStrategy {
  readonly highWaterMark: number;
  size(): 1;
}
declare var CountQueuingStrategy: {
  prototype: CountQueuingStrategy;
  new (init: { highWaterMark: number }): CountQueuingStrategy;
};

declare module "node:stream/web" {
  const all: {
    readonly ReadableStream: typeof ReadableStream;
    readonly ReadableStreamDefaultReader: typeof ReadableStreamDefaultReader;
    readonly ReadableStreamBYOBReader: typeof ReadableStreamBYOBReader;
    readonly ReadableStreamDefaultController: typeof ReadableStreamDefaultController;
    readonly ReadableByteStreamController: typeof ReadableByteStreamController;
    readonly WritableStream: typeof WritableStream;
    readonly WritableStreamDefaultWriter: typeof WritableStreamDefaultWriter;
    readonly WritableStreamDefaultController: typeof WritableStreamDefaultController;
    readonly TransformStream: typeof TransformStream;
    readonly TransformStreamDefaultController: typeof TransformStreamDefaultController;
    readonly ByteLengthQueuingStrategy: typeof ByteLengthQueuingStrategy;
    readonly CountQueuingStrategy: typeof CountQueuingStrategy;
  };
  export = all;
}

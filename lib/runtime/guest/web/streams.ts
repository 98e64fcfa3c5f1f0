/** The streams of the web, by a package. */
import * as packaged from "web-streams-polyfill";

export interface ReadableStream {
  readonly locked: boolean;
  getReader(): { read(): Promise<{ done: boolean; value?: unknown }>; releaseLock(): void };
  cancel(reason?: unknown): Promise<void>;
  tee(): [ReadableStream, ReadableStream];
  [Symbol.asyncIterator](): AsyncIterableIterator<unknown>;
}
type Class = new (...values: unknown[]) => object;
const all = packaged as unknown as Record<string, Class>;
export const ReadableStream = all.ReadableStream as unknown as (new (
  source?: object,
) => ReadableStream) & {
  from(source: unknown): ReadableStream;
};
const NAMES = [
  "ReadableStream",
  "ReadableStreamDefaultReader",
  "ReadableStreamBYOBReader",
  "ReadableStreamDefaultController",
  "ReadableByteStreamController",
  "WritableStream",
  "WritableStreamDefaultWriter",
  "WritableStreamDefaultController",
  "TransformStream",
  "TransformStreamDefaultController",
  "ByteLengthQueuingStrategy",
  "CountQueuingStrategy",
];
export const webStreams: Record<string, unknown> = {};
for (const name of NAMES) webStreams[name] = all[name];

/** What agents find without importing anything. */
import { Buffer } from "../buffer/buffer";
import { randomFraction } from "../core/random";
import { webcrypto } from "../modules/crypto";
import { performance } from "../modules/performance";
import { process } from "../modules/process";
import { globalConsole } from "../modules/standard-streams";
import { URL, URLSearchParams } from "../modules/url/whatwg";
import { AbortController, AbortSignal } from "../web/abort";
import { Blob, File, FormData } from "../web/blob";
import { structuredClone } from "../web/clone";
import { CustomEvent, Event, EventTarget } from "../web/event-target";
import { fetch, Request, Response } from "../web/fetch";
import { Headers } from "../web/headers";
import { webStreams } from "../web/streams";
import { TextDecoder, TextEncoder } from "../web/text";
import { queueMicrotask } from "./queue";
import { clearImmediate, clearInterval, clearTimeout, setImmediate, setInterval, setTimeout } from "./timers";

const quiet = {
  Buffer,
  process,
  URL,
  URLSearchParams,
  AbortController,
  AbortSignal,
  Event,
  EventTarget,
  CustomEvent,
  TextEncoder,
  TextDecoder,
  console: globalConsole,
  Blob,
  File,
  FormData,
  Headers,
  Request,
  Response,
  ...webStreams,
};
const shown = {
  clearImmediate,
  setImmediate,
  clearInterval,
  clearTimeout,
  setInterval,
  setTimeout,
  queueMicrotask,
  structuredClone,
  fetch,
  performance,
  crypto: webcrypto,
};

export function define(values: Readonly<Record<string, unknown>>, enumerable: boolean): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, { value, enumerable, configurable: true, writable: true });
  }
}

export function installGlobals(): void {
  define(quiet, false);
  define({ global: globalThis, ...shown }, true);
  // The machine's own would begin in the same way in every session.
  Object.defineProperty(Math, "random", { value: randomFraction, configurable: true, writable: true });
}

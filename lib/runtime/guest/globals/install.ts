/** What agents find without importing anything. */
import { Buffer } from "../buffer/buffer";
import { randomFraction } from "../core/random";
import { process } from "../modules/process";
import { globalConsole } from "../modules/standard-streams";
import { URL, URLSearchParams } from "../modules/url/whatwg";
import { AbortController, AbortSignal } from "../web/abort";
import { CustomEvent, Event, EventTarget } from "../web/event-target";
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
};
const shown = {
  clearImmediate,
  setImmediate,
  clearInterval,
  clearTimeout,
  setInterval,
  setTimeout,
  queueMicrotask,
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

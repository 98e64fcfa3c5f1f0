/**
 * The one way out. The host's function is taken from the global that it was left in, and lives in this module alone: no
 * agent gets it. Errors come as data and are thrown from here, as Node would throw them.
 */
import type { CallError, CallName, Calls } from "../../calls/protocol";
import { encode } from "./encode";
import {
  Bytes,
  defineProperty,
  deleteOf,
  freeze,
  getOf,
  jsonParse,
  NewError,
  NewPromise,
  NewRangeError,
  NewSyntaxError,
  NewTypeError,
  objectCreate,
  setOf,
} from "./intrinsics";

type Answer = string | readonly [string, Uint8Array<ArrayBuffer>];
type HostFunction = (text: string, bytes?: Uint8Array) => Answer;
interface Parsed {
  readonly v?: unknown;
  readonly e?: CallError;
  readonly p?: number;
}
export interface Settled {
  readonly value: unknown;
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
}
interface Waiting {
  resolve(settled: Settled): void;
  reject(error: unknown): void;
}

const HOST_NAME = "__aegis_host";
const globals = globalThis as unknown as Record<string, unknown>;
const host = globals[HOST_NAME] as HostFunction;
delete globals[HOST_NAME];

const waiting = new Map<number, Waiting>();
let open = 0;

/** Promises of the host that are out and keep the guest alive. */
export function openPromises(): number {
  return open;
}

/** Names of calls are the library's own words: letters and a dot, which JSON leaves as they are. */
function exchange(name: CallName, values: readonly unknown[], bytes: Uint8Array | undefined): Answer {
  let text = `["${name}"`;
  for (let at = 0; at < values.length; at++) text += `,${encode(values[at])}`;
  return bytes === undefined ? host(`${text}]`) : host(`${text}]`, bytes);
}

/** What most calls are answered with. Reading JSON takes longer than all else that this side does. */
const NOTHING_SAID = "{}";
const NOTHING: Parsed = freeze(objectCreate(null) as Parsed);

function read(text: string): Parsed {
  if (text === NOTHING_SAID) return NOTHING;
  const parsed = jsonParse(text) as Parsed;
  if (parsed.e !== undefined) throw callError(parsed.e);
  return parsed;
}

function send(
  name: CallName,
  values: readonly unknown[],
  bytes?: Uint8Array,
): Settled & { readonly promise: number | undefined } {
  const answer = exchange(name, values, bytes);
  const isText = typeof answer === "string";
  const { v: value, p: promise } = read(isText ? answer : answer[0]);
  return { value, bytes: isText ? undefined : answer[1], promise };
}

/** A call that answers with a value. */
export function ask<Name extends CallName>(
  name: Name,
  values: Parameters<Calls[Name]>,
  bytes?: Uint8Array,
): ReturnType<Calls[Name]> {
  const answer = exchange(name, values, bytes);
  return read(typeof answer === "string" ? answer : answer[0]).v as ReturnType<Calls[Name]>;
}

/** A call that answers with bytes. */
export function askBytes<Name extends CallName>(
  name: Name,
  values: Parameters<Calls[Name]>,
  bytes?: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const answer = exchange(name, values, bytes);
  if (typeof answer !== "string") {
    read(answer[0]);
    return answer[1];
  }
  read(answer);
  return new Bytes(0);
}

/** A call that answers with both, at once. */
export function askNow<Name extends CallName>(
  name: Name,
  values: Parameters<Calls[Name]>,
  bytes?: Uint8Array,
): Settled {
  return send(name, values, bytes);
}

/** A call that takes time. `cancel` gives up on it. */
export function askLater<Name extends CallName>(
  name: Name,
  values: Parameters<Calls[Name]>,
  bytes?: Uint8Array,
): { readonly settled: Promise<Settled>; cancel(): void } {
  const { promise, ...now } = send(name, values, bytes);
  if (promise === undefined) return { settled: NewPromise.resolve(now), cancel: () => {} };
  const settled = new NewPromise<Settled>((resolve, reject) => {
    setOf(waiting, promise, { resolve, reject });
    open++;
  });
  return {
    settled,
    cancel: () => {
      if (!forget(promise)) return;
      ask("call.cancel", [promise]);
    },
  };
}

function forget(promise: number): Waiting | undefined {
  const known = getOf(waiting, promise) as Waiting | undefined;
  if (known === undefined) return undefined;
  deleteOf(waiting, promise);
  open--;
  return known;
}

export function settle(promise: number, answer: { v?: unknown; e?: CallError }, bytes?: Uint8Array): void {
  const known = forget(promise);
  if (answer.e !== undefined) known?.reject(callError(answer.e));
  else known?.resolve({ value: answer.v, bytes: bytes as Uint8Array<ArrayBuffer> | undefined });
}

const FIELDS = ["errno", "code", "syscall", "path", "dest", "reason", "rule", "record"] as const;

/** As Node orders them: errno, code, syscall, path, dest. What a refusal adds comes after. */
export function callError(data: CallError): Error {
  const error = newError(data.name, data.message);
  for (let at = 0; at < FIELDS.length; at++) {
    const field = FIELDS[at] as (typeof FIELDS)[number];
    const value = data[field];
    if (value === undefined) continue;
    defineProperty(error, field, { value, enumerable: true, configurable: true, writable: true });
  }
  return error;
}

function newError(name: string, message: string): Error {
  if (name === "TypeError") return new NewTypeError(message);
  if (name === "RangeError") return new NewRangeError(message);
  if (name === "SyntaxError") return new NewSyntaxError(message);
  return new NewError(message);
}

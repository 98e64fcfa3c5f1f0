/** The module `util`. */
import { assertFunction, codedError, invalidArgType, invalidArgValue } from "../../core/errors";
import { addTick } from "../../core/loop";
import { format, formatWithOptions, inspect, stripVTControlCharacters } from "../../packages/inspect";
import { AbortController, type AbortSignal } from "../../web/abort";
import { TextDecoder, TextEncoder } from "../../web/text";
import { process } from "../process";
import { isDeepEqual } from "./equal";
import { parseArgs } from "./parse-args";
import { types } from "./types";

type Func = (...values: unknown[]) => unknown;
const CUSTOM = Symbol.for("nodejs.util.promisify.custom");

function promisify(original: unknown): Func {
  assertFunction(original, "original");
  const custom = (original as Record<symbol, unknown>)[CUSTOM];
  if (custom !== undefined) {
    assertFunction(custom, "util.promisify.custom");
    return Object.defineProperty(custom as Func, CUSTOM, { value: custom, configurable: true });
  }
  const promised = function (this: unknown, ...values: unknown[]) {
    return new Promise((resolve, reject) => {
      (original as Func).call(this, ...values, (error: unknown, ...answers: unknown[]) => {
        if (error) reject(error);
        else resolve(answers[0]);
      });
    });
  };
  Object.setPrototypeOf(promised, Object.getPrototypeOf(original));
  Object.defineProperty(promised, CUSTOM, { value: promised, configurable: true });
  return Object.defineProperties(promised, Object.getOwnPropertyDescriptors(original as Func));
}
promisify.custom = CUSTOM;

function callbackify(original: unknown): Func {
  assertFunction(original, "original");
  const called = function (this: unknown, ...values: unknown[]) {
    const callback = values.pop();
    assertFunction(callback, "last argument");
    const failed = (reason: unknown) => {
      const error = reason
        ? reason
        : Object.assign(
            codedError(Error, "ERR_FALSY_VALUE_REJECTION", "Promise was rejected with falsy value"),
            { reason },
          );
      addTick(() => (callback as Func).call(this, error));
    };
    ((original as Func).apply(this, values) as Promise<unknown>).then(
      (value) => addTick(() => (callback as Func).call(this, null, value)),
      failed,
    );
  };
  const { name, length } = original as Func;
  Object.defineProperty(called, "name", { value: `${name}Callbackified` });
  return Object.defineProperty(called, "length", { value: length + 1 });
}

function inherits(child: unknown, parent: unknown): void {
  if (child === undefined || child === null) throw invalidArgType("ctor", "Function", child);
  if (parent === undefined || parent === null) throw invalidArgType("superCtor", "Function", parent);
  const above = (parent as { prototype?: object }).prototype;
  if (above === undefined) throw invalidArgType("superCtor.prototype", "Object", above);
  Object.defineProperty(child, "super_", { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf((child as { prototype: object }).prototype, above);
}

const warned = new Set<string>();
function deprecate(func: Func, message: string, code?: string): Func {
  let isTold = false;
  const told = function (this: unknown, ...values: unknown[]) {
    if (!isTold && !(code !== undefined && warned.has(code))) {
      isTold = true;
      if (code !== undefined) warned.add(code);
      (process.emitWarning as Func)(message, "DeprecationWarning", code);
    }
    return func.apply(this, values);
  };
  Object.setPrototypeOf(told, func);
  return told;
}

interface DebugLog extends Func {
  enabled: boolean;
}
function debuglog(section: string): DebugLog {
  const set = String(section).toUpperCase();
  const isOn = () =>
    String((process.env as Record<string, unknown>).NODE_DEBUG ?? "")
      .toUpperCase()
      .split(",")
      .includes(set);
  const log = ((...values: unknown[]) => {
    if (isOn()) (process.stderr as { write: Func }).write(`${set} ${process.pid}: ${format(...values)}\n`);
  }) as DebugLog;
  return Object.defineProperty(log, "enabled", { get: isOn, configurable: true });
}

function styleText(style: unknown, text: unknown, options: { validateStream?: boolean } = {}): string {
  if (typeof text !== "string") throw invalidArgType("text", "string", text);
  const isShown = options.validateStream === false || (process.stdout as { isTTY?: boolean }).isTTY === true;
  let [before, after] = ["", ""];
  for (const each of Array.isArray(style) ? style : [style]) {
    const codes = inspect.colors[String(each)];
    if (codes === undefined) {
      const all = Object.keys(inspect.colors)
        .map((name) => `'${name}'`)
        .join(", ");
      throw invalidArgValue("format", each, `must be one of: ${all}`);
    }
    before += `\u001b[${codes[0]}m`;
    after = `\u001b[${codes[1]}m${after}`;
  }
  return isShown ? before + text + after : text;
}

function parseEnv(content: unknown): object {
  if (typeof content !== "string") throw invalidArgType("content", "string", content);
  const LINE = /^\s*(?:export\s+)?([\w.-]+)\s*=[^\S\n]*('(?:[^'])*'|"(?:[^"])*"|`(?:[^`])*`|[^#\n]*)/gm;
  const values: Record<string, string> = {};
  for (const [, name = "", raw = ""] of content.matchAll(LINE)) {
    const text = raw.trim();
    const quoted = /^(['"`])([\s\S]*)\1$/.exec(text);
    values[name] = quoted
      ? quoted[1] === '"'
        ? (quoted[2] ?? "").replaceAll("\\n", "\n")
        : (quoted[2] ?? "")
      : text;
  }
  return values;
}

async function aborted(signal: AbortSignal, resource: unknown): Promise<void> {
  if (signal === undefined || !("aborted" in signal)) throw invalidArgType("signal", "AbortSignal", signal);
  if (typeof resource !== "object" || resource === null) throw invalidArgType("resource", "Object", resource);
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

const is = (name: string) => (value: unknown) => typeof value === name;

export const util: Record<string, unknown> = {
  _extend: (target: object, source: unknown) =>
    typeof source === "object" && source !== null ? Object.assign(target, source) : target,
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  styleText,
  formatWithOptions,
  inherits,
  inspect,
  isArray: Array.isArray,
  isBoolean: is("boolean"),
  isBuffer: (value: unknown) => value instanceof Uint8Array && value.constructor.name === "Buffer",
  isDeepStrictEqual: (one: unknown, other: unknown) => isDeepEqual(one, other, true),
  isNull: (value: unknown) => value === null,
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  isNumber: is("number"),
  isString: is("string"),
  isSymbol: is("symbol"),
  isUndefined: is("undefined"),
  isRegExp: types.isRegExp,
  isObject: (value: unknown) => value !== null && typeof value === "object",
  isDate: types.isDate,
  isError: (value: unknown) => value instanceof Error,
  isFunction: is("function"),
  isPrimitive: (value: unknown) =>
    value === null || (typeof value !== "object" && typeof value !== "function"),
  promisify,
  stripVTControlCharacters,
  toUSVString: (value: unknown) => String(value).toWellFormed(),
  transferableAbortSignal: (signal: unknown) => signal,
  transferableAbortController: () => new AbortController(),
  aborted,
  types,
  parseArgs,
  parseEnv,
  TextDecoder,
  TextEncoder,
};

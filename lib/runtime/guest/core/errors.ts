/** Errors of the library's own, with the codes and sentences that Node has for them. */
import { inspect } from "../packages/inspect";
import { defineProperty } from "./intrinsics";

type ErrorClass = new (message: string) => Error;
const { captureStackTrace } = Error as unknown as {
  captureStackTrace(target: object, above?: unknown): void;
};

/** An error with a code: its stack and its text say both, its name stays that of its class. */
export function codedError(Class: ErrorClass, code: string, message: string): Error & { code: string } {
  const error = new Class(message) as Error & { code: string };
  const { name } = error;
  // The first line of a stack is written when it is captured: with the code in the place of the name, and then without.
  defineProperty(error, "name", { value: `${name} [${code}]`, configurable: true, writable: true });
  captureStackTrace(error);
  // Some engines write it only when it is first read.
  void error.stack;
  delete (error as { name?: string }).name;
  defineProperty(error, "toString", {
    value: () => `${name} [${code}]: ${error.message}`,
    configurable: true,
    writable: true,
    enumerable: false,
  });
  error.code = code;
  return error;
}

export function unsupported(what: string): Error {
  return codedError(Error, "ERR_AEGIS_UNSUPPORTED", `This sandbox does not offer ${what}.`);
}

const PRIMITIVES = [
  "string",
  "function",
  "number",
  "object",
  "Function",
  "Object",
  "boolean",
  "bigint",
  "symbol",
];

/** Node's sentence for a value of the wrong kind: types, then classes, then anything else. */
export function invalidArgType(name: string, expected: string | readonly string[], actual: unknown): Error {
  const all = typeof expected === "string" ? [expected] : expected;
  const types = all.filter((each) => PRIMITIVES.includes(each)).map((each) => each.toLowerCase());
  const classes = all.filter((each) => !PRIMITIVES.includes(each) && /^[A-Z][a-zA-Z0-9]*$/.test(each));
  const others = all.filter((each) => !PRIMITIVES.includes(each) && !/^[A-Z][a-zA-Z0-9]*$/.test(each));
  if (types.includes("object") && classes.length > 0) {
    types.splice(types.indexOf("object"), 1);
    classes.push("Object");
  }
  const parts: string[] = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? "one of type" : "of type"} ${either(types)}`);
  if (classes.length > 0) parts.push(`an instance of ${either(classes)}`);
  if (others.length > 0) {
    const [first = ""] = others;
    parts.push(
      others.length > 1
        ? `one of ${either(others)}`
        : `${first.toLowerCase() === first ? "" : "an "}${first}`.trim(),
    );
  }
  return codedError(
    TypeError,
    "ERR_INVALID_ARG_TYPE",
    `${subject(name)} must be ${parts.join(" or ")}.${received(actual)}`,
  );
}

function subject(name: string): string {
  if (name.endsWith(" argument")) return `The ${name}`;
  return `The "${name}" ${name.includes(".") ? "property" : "argument"}`;
}

function either(words: readonly string[]): string {
  if (words.length < 3) return words.join(" or ");
  return `${words.slice(0, -1).join(", ")}, or ${words[words.length - 1]}`;
}

function received(actual: unknown): string {
  if (actual === null || actual === undefined) return ` Received ${actual}`;
  if (typeof actual === "function") return ` Received function ${actual.name}`;
  if (typeof actual === "object") {
    const { name } = (actual as { constructor?: { name?: string } }).constructor ?? {};
    if (name) return ` Received an instance of ${name}`;
    return ` Received ${inspect(actual, { depth: -1 })}`;
  }
  let text = inspect(actual, { colors: false });
  if (text.length > 28) text = `${text.slice(0, 25)}...`;
  return ` Received type ${typeof actual} (${text})`;
}

export function outOfRange(name: string, range: string, actual: unknown): Error {
  let text: string;
  if (typeof actual === "number" && Number.isInteger(actual) && Math.abs(actual) > 2 ** 32) {
    text = separated(String(actual));
  } else if (typeof actual === "bigint") {
    text = actual > 2n ** 32n || actual < -(2n ** 32n) ? `${separated(String(actual))}n` : `${actual}n`;
  } else text = inspect(actual);
  return codedError(
    RangeError,
    "ERR_OUT_OF_RANGE",
    `The value of "${name}" is out of range. It must be ${range}. Received ${text}`,
  );
}

function separated(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, "_");
}

export function invalidArgValue(name: string, value: unknown, reason = "is invalid"): Error {
  let text = inspect(value);
  if (text.length > 128) text = `${text.slice(0, 128)}...`;
  const kind = name.includes(".") ? "property" : "argument";
  return codedError(TypeError, "ERR_INVALID_ARG_VALUE", `The ${kind} '${name}' ${reason}. Received ${text}`);
}

export function assertString(value: unknown, name: string): asserts value is string {
  if (typeof value !== "string") throw invalidArgType(name, "string", value);
}

export function assertFunction(value: unknown, name: string): void {
  if (typeof value !== "function") throw invalidArgType(name, "Function", value);
}

export function assertBoolean(value: unknown, name: string): asserts value is boolean {
  if (typeof value !== "boolean") throw invalidArgType(name, "boolean", value);
}

export function assertObject(value: unknown, name: string): void {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw invalidArgType(name, "Object", value);
}

export function assertNumber(value: unknown, name: string): asserts value is number {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
}

export function assertInteger(
  value: unknown,
  name: string,
  least = Number.MIN_SAFE_INTEGER,
  most = Number.MAX_SAFE_INTEGER,
): asserts value is number {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
  if (value < least || value > most) throw outOfRange(name, `>= ${least} && <= ${most}`, value);
}

/** As Node's DOMException of an abort; `cause` is what the signal was aborted with. */
export function abortError(cause?: unknown): Error {
  const error = new Error(
    "The operation was aborted",
    cause === undefined ? undefined : { cause },
  ) as Error & {
    code: string;
  };
  error.code = "ABORT_ERR";
  error.name = "AbortError";
  return error;
}

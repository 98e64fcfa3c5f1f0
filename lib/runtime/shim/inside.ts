/**
 * The side of the shim that stands in the realm of the agent, run there before the library and before the agent. Whatever crosses
 * between the realms crosses here, in functions of this realm that hold those of the other in a closure.
 *
 * Guarantees: an agent never gets an object of the shim's realm from here, not even as something thrown. A call that fails on the
 * other side because the stack ended would throw an error of the other realm, whose constructor's constructor compiles
 * code there: so everything thrown is dropped and said again in this realm. Nothing here is looked up after the start.
 */
import { installNatives } from "./natives";

interface Outside {
  /** A text, or the pair of a text and bytes; undefined when it failed. */
  call(text: unknown, bytes: unknown): unknown;
  /** The pair of whether it went well, and the value, what was thrown, or a sentence. */
  compile(text: string): readonly ["value" | "thrown" | "syntax", unknown];
  load(base: string, specifier: string, done: (namespace: object) => void, failed: Failed): void;
}
type Failed = (kind: "thrown" | "refused", reason: unknown, name?: string, code?: string) => void;

/** What the shim holds of this realm. */
export interface Inside {
  /** After the library: takes its door, and gives the language back what was borrowed. */
  ready(): void;
  enter(text: string, extra: unknown): readonly [true, string] | readonly [false, string];
  bytes(length: number): Uint8Array;
  pair(text: string, bytes: Uint8Array): readonly [string, Uint8Array];
  list(): unknown[];
  push(list: unknown[], value: unknown): void;
  importFrom(base: string): (specifier: unknown) => Promise<unknown>;
}
export type Connect = (outside: Outside) => Inside;
export type { Failed, Outside };

const HOST_NAME = "__aegis_host";
const IMPORT_NAME = "__aegis_import";
const EVAL_NAME = "__aegis_eval";
const ENTRY_NAME = "__aegis_entry";
const DESCRIPTION_LIMIT_UNITS = 1000;
const FAILED = "The host failed to answer.";

const globals = globalThis as unknown as Record<string, unknown>;
const { defineProperty } = Object;
const { apply } = Reflect;
const Bytes = Uint8Array;
const NewPromise = Promise;
const NewError = Error;
const NewSyntaxError = SyntaxError;
const { slice } = String.prototype;
const then = Promise.prototype.then;
const ownEval = globals.eval;

function errorOf(message: unknown, name: string | undefined, code: string | undefined): Error {
  const Class = name === "SyntaxError" ? NewSyntaxError : NewError;
  const error = new Class(typeof message === "string" ? message : FAILED);
  if (code !== undefined) defineProperty(error, "code", plain(code));
  return error;
}

function plain(value: unknown): PropertyDescriptor {
  // Without a prototype: `get` of an agent's Object.prototype must not be found in it.
  return {
    __proto__: null,
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  } as PropertyDescriptor;
}

/** A text, whatever was thrown: to describe it may run code of the agent, which may throw as well. */
function described(thrown: unknown): string {
  try {
    return apply(slice, `${(thrown as Error).stack ?? thrown}`, [0, DESCRIPTION_LIMIT_UNITS]);
  } catch {
    return "something was thrown";
  }
}

function connect(outside: Outside): Inside {
  const { call, compile, load } = outside;

  const host = (text: unknown, bytes?: unknown): unknown => {
    let answer: unknown;
    try {
      answer = call(text, bytes);
    } catch {}
    if (answer === undefined) throw new NewError(FAILED);
    return answer;
  };

  const evaluate = (text: unknown): unknown => {
    if (typeof text !== "string") return text;
    let kind: string | undefined;
    let value: unknown;
    try {
      const answer = compile(text);
      kind = answer[0];
      value = answer[1];
    } catch {}
    if (kind === "value") return value;
    if (kind === "thrown") throw value;
    throw errorOf(value, "SyntaxError", undefined);
  };

  const importName = (base: string, specifier: string): Promise<unknown> =>
    new NewPromise((resolve, reject) => {
      try {
        load(base, specifier, resolve, (kind, reason, name, code) => {
          reject(kind === "thrown" ? reason : errorOf(reason, name, code));
        });
      } catch {
        reject(new NewError(FAILED));
      }
    });

  const settled = NewPromise.resolve();
  defineProperty(globalThis, HOST_NAME, plain(host));
  defineProperty(
    globalThis,
    IMPORT_NAME,
    plain((name: string) => importName("<input>", name)),
  );
  defineProperty(
    globalThis,
    "queueMicrotask",
    plain((job: () => void) => void apply(then, settled, [() => void job()])),
  );
  // The library compiles scripts of CommonJS by what is `eval` while it is set up, and puts a door in its place. The language's
  // own, which asks the policy as well, it gets to hang there where text may become code.
  defineProperty(globalThis, EVAL_NAME, plain(ownEval));
  globals.eval = evaluate;
  let entry: ((text: string, extra: unknown) => string) | undefined;

  return {
    ready: () => {
      entry = globals[ENTRY_NAME] as typeof entry;
    },
    enter: (text, extra) => {
      try {
        return [true, entry === undefined ? "" : entry(text, extra)];
      } catch (thrown) {
        // The library lets nothing out: this is its own fault, or the end of the stack.
        return [false, described(thrown)];
      }
    },
    bytes: (length) => new Bytes(length),
    pair: (text, bytes) => [text, bytes],
    list: () => [],
    push: (list, value) => {
      defineProperty(list, list.length, plain(value));
    },
    importFrom: (base) => {
      const bound = async (specifier: unknown) => importName(base, `${specifier}`);
      return bound;
    },
  };
}

installNatives();
// What only an engine that compiles to machine code has, and the embedded sandbox has not.
delete globals.WebAssembly;
defineProperty(globalThis, "__aegis_connect", plain(connect));

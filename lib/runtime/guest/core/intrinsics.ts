/**
 * What the library uses of the language where it matters, taken before any code of an agent runs: an agent may change every prototype, and
 * what its calls mean to the host must not change with it.
 */
const { apply } = Reflect;

type Method<Self, Values extends unknown[], Answer> = (this: Self, ...values: Values) => Answer;

/** A method as a function whose first value is what it is called on. */
export function uncurry<Self, Values extends unknown[], Answer>(method: Method<Self, Values, Answer>) {
  return (self: Self, ...values: Values): Answer => apply(method, self, values);
}

export const { parse: jsonParse, stringify: jsonStringify } = JSON;
export const { isArray } = Array;
export const { keys: objectKeys, defineProperty, freeze, create: objectCreate, setPrototypeOf } = Object;
export const { floor, min, max, trunc } = Math;
export const { get: getOf, has: hasOf, set: setOf, delete: deleteOf } = mapMethods();
export const promiseThen = uncurry(Promise.prototype.then) as <Value>(
  promise: Promise<Value>,
  done: (value: Value) => unknown,
  failed?: (reason: unknown) => unknown,
) => Promise<unknown>;
export const NewPromise = Promise;
export const NewError = Error;
export const NewTypeError = TypeError;
export const NewRangeError = RangeError;
export const NewSyntaxError = SyntaxError;
export const Bytes = Uint8Array;
export const dateNow = Date.now;
export const errorToString = uncurry(Error.prototype.toString);
export const startsWith = uncurry(String.prototype.startsWith);
export const endsWith = uncurry(String.prototype.endsWith);
export const slice = uncurry(String.prototype.slice);
export const charCodeAt = uncurry(String.prototype.charCodeAt);
export const indexOf = uncurry(String.prototype.indexOf);
export const repeat = uncurry(String.prototype.repeat);
export const hasOwn = Object.hasOwn;
export const toText = String;
export const { apply: applyTo } = Reflect;

function mapMethods() {
  const { get, has, set, delete: remove } = Map.prototype;
  return { get: uncurry(get), has: uncurry(has), set: uncurry(set), delete: uncurry(remove) };
}

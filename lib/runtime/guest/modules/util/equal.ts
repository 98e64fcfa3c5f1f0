/** Whether two values are the same all the way down: strictly, or as the older `deepEqual` has it. */
import { types } from "./types";

type Pairs = Map<object, object>;
const isTest = (name: string, value: unknown) => types[name]?.(value) === true;

export function isDeepEqual(
  one: unknown,
  other: unknown,
  isStrict: boolean,
  seen: Pairs = new Map(),
): boolean {
  if (isStrict ? Object.is(one, other) : one === other || (Number.isNaN(one) && Number.isNaN(other)))
    return true;
  const areObjects = typeof one === "object" && typeof other === "object" && one !== null && other !== null;
  if (!areObjects) {
    if (isStrict) return false;
    const isEither = (value: unknown) => value === null || typeof value !== "object";
    // biome-ignore lint/suspicious/noDoubleEquals: what the loose comparison is
    return isEither(one) && isEither(other) && typeof one !== "function" && one == other;
  }
  if (isStrict && Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
  if (Object.prototype.toString.call(one) !== Object.prototype.toString.call(other)) return false;
  if (!haveEqualSlots(one, other, isStrict)) return false;
  if (seen.get(one) === other) return true;
  seen.set(one, other);
  const areEqual = haveEqualContent(one, other, isStrict, seen);
  seen.delete(one);
  return areEqual;
}

/** What is not among the properties: times, patterns, boxed values, messages. */
function haveEqualSlots(one: object, other: object, isStrict: boolean): boolean {
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  if (isTest("isDate", one)) return isTest("isDate", other) && Number(one) === Number(other);
  if (isTest("isRegExp", one)) return isTest("isRegExp", other) && String(one) === String(other);
  if (one instanceof Error) {
    const fault = other as Error;
    if (!(other instanceof Error) || one.message !== fault.message || one.name !== fault.name) return false;
    return isDeepEqual(one.cause, fault.cause, isStrict);
  }
  if (isTest("isBoxedPrimitive", one)) {
    return isTest("isBoxedPrimitive", other) && Object.is(one.valueOf(), other.valueOf());
  }
  if (ArrayBuffer.isView(one) && ArrayBuffer.isView(other)) return one.byteLength === other.byteLength;
  return isTest("isMap", one) === isTest("isMap", other) && isTest("isSet", one) === isTest("isSet", other);
}

function haveEqualContent(one: object, other: object, isStrict: boolean, seen: Pairs): boolean {
  if (one instanceof Map)
    return (
      areMapsEqual(one, other as Map<unknown, unknown>, isStrict, seen) &&
      haveEqualKeys(one, other, isStrict, seen)
    );
  if (one instanceof Set)
    return (
      areSetsEqual(one, other as Set<unknown>, isStrict, seen) && haveEqualKeys(one, other, isStrict, seen)
    );
  if (isTest("isAnyArrayBuffer", one)) {
    return isDeepEqual(
      new Uint8Array(one as ArrayBuffer),
      new Uint8Array(other as ArrayBuffer),
      isStrict,
      seen,
    );
  }
  if (isStrict && typeof one === "object" && one instanceof WeakMap) return false;
  return haveEqualKeys(one, other, isStrict, seen);
}

function keysOf(value: object, isStrict: boolean): (string | symbol)[] {
  const symbols = Object.getOwnPropertySymbols(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key),
  );
  return isStrict ? [...Object.keys(value), ...symbols] : Object.keys(value);
}

function haveEqualKeys(one: object, other: object, isStrict: boolean, seen: Pairs): boolean {
  const [keys, others] = [keysOf(one, isStrict), keysOf(other, isStrict)];
  if (keys.length !== others.length) return false;
  if (Array.isArray(one) && one.length !== (other as unknown[]).length) return false;
  return keys.every(
    (key) =>
      Object.prototype.propertyIsEnumerable.call(other, key) &&
      isDeepEqual(one[key as keyof typeof one], other[key as keyof typeof other], isStrict, seen),
  );
}

function areSetsEqual(one: Set<unknown>, other: Set<unknown>, isStrict: boolean, seen: Pairs): boolean {
  if (one.size !== other.size) return false;
  const rest = [...other].filter((value) => !one.has(value));
  for (const value of one) {
    if (other.has(value)) continue;
    const at = rest.findIndex((each) => isDeepEqual(value, each, isStrict, seen));
    if (at === -1) return false;
    rest.splice(at, 1);
  }
  return rest.length === 0;
}

function areMapsEqual(
  one: Map<unknown, unknown>,
  other: Map<unknown, unknown>,
  isStrict: boolean,
  seen: Pairs,
): boolean {
  if (one.size !== other.size) return false;
  const rest = [...other].filter(([key]) => !one.has(key));
  for (const [key, value] of one) {
    if (other.has(key)) {
      if (!isDeepEqual(value, other.get(key), isStrict, seen)) return false;
      continue;
    }
    const at = rest.findIndex(
      ([name, each]) => isDeepEqual(key, name, isStrict, seen) && isDeepEqual(value, each, isStrict, seen),
    );
    if (at === -1) return false;
    rest.splice(at, 1);
  }
  return rest.length === 0;
}

/**
 * Copies a value that came from outside into plain data, once, before anything looks at it. A getter or a proxy may
 * answer "/workspace/x" when it is checked and "/etc/shadow" when it is used: the copy answers the same for ever.
 *
 * Guarantees: the result has primitives, arrays and Maps only; no prototype of the original is consulted, so an
 * argument named `__proto__` or `constructor` is an argument. Bounded in depth, size and number. Whatever a hostile
 * object throws goes through to the caller, which denies.
 */
export type Plain = string | number | boolean | null | readonly Plain[] | ReadonlyMap<string, Plain>;

const DEPTH_LIMIT = 64;
const VALUE_LIMIT = 32_768;
const TEXT_LIMIT_UNITS = 8_388_608;

interface Budget {
  values: number;
  units: number;
}

/** The copy, or undefined for what is no plain data: functions, symbols, bigints, cycles, or too much of it. */
export function copyPlain(value: unknown): Plain | undefined {
  return copy(value, 0, { values: 0, units: 0 });
}

function copy(value: unknown, depth: number, budget: Budget): Plain | undefined {
  if (++budget.values > VALUE_LIMIT || depth > DEPTH_LIMIT) return undefined;
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") {
    budget.units += value.length;
    return budget.units > TEXT_LIMIT_UNITS ? undefined : value;
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "object") return undefined;
  return Array.isArray(value) ? copyArray(value, depth, budget) : copyObject(value, depth, budget);
}

function copyArray(value: readonly unknown[], depth: number, budget: Budget): Plain | undefined {
  const length = value.length;
  if (!(length <= VALUE_LIMIT)) return undefined;
  const copies: Plain[] = [];
  for (let i = 0; i < length; i++) {
    const each = copy(value[i], depth + 1, budget);
    if (each === undefined) return undefined;
    copies.push(each);
  }
  return copies;
}

function copyObject(value: object, depth: number, budget: Budget): Plain | undefined {
  const copies = new Map<string, Plain>();
  for (const key of Object.keys(value)) {
    budget.units += key.length;
    const found: unknown = (value as Record<string, unknown>)[key];
    // A key without a value is no argument, as JSON has it.
    if (found === undefined) continue;
    const each = copy(found, depth + 1, budget);
    if (each === undefined) return undefined;
    copies.set(key, each);
  }
  return copies;
}

/** A list of texts, copied; undefined when it is anything else. */
export function copyTexts(value: unknown, limit: number): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const length = value.length;
  if (!(length <= limit)) return undefined;
  const texts: string[] = [];
  for (let i = 0; i < length; i++) {
    const each: unknown = value[i];
    if (typeof each !== "string") return undefined;
    texts.push(each);
  }
  return texts;
}

/** Back to JSON-like objects, for the canonical request. Null prototypes: `__proto__` stays a key. */
export function toObject(value: Plain): unknown {
  if (value instanceof Map) {
    const object: Record<string, unknown> = Object.create(null);
    for (const [key, each] of value) object[key] = toObject(each);
    return object;
  }
  return Array.isArray(value) ? value.map(toObject) : value;
}

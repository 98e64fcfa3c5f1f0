/**
 * Whether two answers are the same data: primitives, lists, bytes, plain objects, maps and sets in their order. What is
 * none of these is the same as itself only. For pages as well, where `node:util` is not.
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
  const parts = partsOf(one);
  const others = partsOf(other);
  if (parts === null || others === null || parts.length !== others.length) return false;
  return parts.every((part, index) => isSame(part, others[index]));
}

/** Keys and values, flat; null for what holds something that cannot be seen. */
function partsOf(value: object): readonly unknown[] | null {
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? null : [...(value as Uint8Array)];
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return [...value].flat();
  if (value instanceof Set) return [...value];
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === Object.prototype || prototype === null;
  return isPlain ? Object.entries(value).toSorted(byKey).flat() : null;
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

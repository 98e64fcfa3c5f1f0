/** `structuredClone`: data, with its rings and its shared parts. */
declare const DOMException: new (message: string, name: string) => Error;
const ERRORS: Readonly<Record<string, ErrorConstructor>> = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

function refuse(value: unknown): never {
  let text: string;
  try {
    text = typeof value === "symbol" ? value.toString() : String(value);
  } catch {
    text = "#<Object>";
  }
  throw new DOMException(`${text} could not be cloned.`, "DataCloneError");
}

export function structuredClone(...values: unknown[]): unknown {
  if (values.length === 0) throw new TypeError('The "value" argument must be specified');
  const options = values[1] as { transfer?: readonly ArrayBuffer[] } | undefined;
  const copy = cloned(values[0], new Map());
  for (const each of options?.transfer ?? []) (each as unknown as { transfer?(): void }).transfer?.();
  return copy;
}

function cloned(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value === "function" || typeof value === "symbol") refuse(value);
  if (typeof value !== "object" || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const keep = <Copy>(copy: Copy): Copy => {
    seen.set(value, copy);
    return copy;
  };
  if (
    value instanceof Boolean ||
    value instanceof Number ||
    value instanceof String ||
    value instanceof BigInt
  )
    return keep(Object(value.valueOf()));
  if (value instanceof Date) return keep(new Date(value.getTime()));
  if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
  if (value instanceof ArrayBuffer) return keep(value.slice(0));
  if (ArrayBuffer.isView(value)) return keep(clonedView(value, seen));
  if (value instanceof Map) {
    const copy = keep(new Map());
    for (const [key, each] of [...value]) copy.set(cloned(key, seen), cloned(each, seen));
    return copy;
  }
  if (value instanceof Set) {
    const copy = keep(new Set());
    for (const each of [...value]) copy.add(cloned(each, seen));
    return copy;
  }
  if (value instanceof Error) return keep(clonedError(value, seen));
  if (
    value instanceof Promise ||
    value instanceof WeakMap ||
    value instanceof WeakSet ||
    value instanceof WeakRef
  ) {
    throw new DOMException(`#<${value.constructor.name}> could not be cloned.`, "DataCloneError");
  }
  const copy = keep(Array.isArray(value) ? new Array(value.length) : {}) as Record<string, unknown>;
  for (const key of Object.keys(value)) copy[key] = cloned((value as Record<string, unknown>)[key], seen);
  return copy;
}

function clonedView(view: ArrayBufferView, seen: Map<object, unknown>): unknown {
  const buffer = cloned(view.buffer, seen) as ArrayBuffer;
  if (view instanceof DataView) return new DataView(buffer, view.byteOffset, view.byteLength);
  const typed = view as Uint8Array;
  // A class of the platform's: a Buffer arrives as the Uint8Array that it is.
  const name = Object.getOwnPropertyDescriptor(
    Object.getPrototypeOf(Uint8Array.prototype),
    Symbol.toStringTag,
  )?.get?.call(typed);
  const Class = (globalThis as unknown as Record<string, Uint8ArrayConstructor>)[String(name)] ?? Uint8Array;
  return new Class(buffer, typed.byteOffset, typed.length);
}

function clonedError(error: Error, seen: Map<object, unknown>): Error {
  const Class = ERRORS[error.name] ?? Error;
  const copy = new Class(error.message, ...("cause" in error ? [{ cause: cloned(error.cause, seen) }] : []));
  Object.defineProperty(copy, "stack", { value: error.stack, configurable: true, writable: true });
  return copy;
}

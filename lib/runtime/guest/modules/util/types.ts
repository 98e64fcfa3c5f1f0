/** `util.types`: what a value really is, whatever it says of itself. */
type Test = (value: unknown) => boolean;

const { toString: describe } = Object.prototype;
const tagOf = (value: unknown) => describe.call(value).slice(8, -1);
const getTypedTag = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)?.get;

/** By a method that only values of the kind have a slot for. */
function bySlot(method: (this: never, ...values: never[]) => unknown, ...values: unknown[]): Test {
  return (value) => {
    try {
      Reflect.apply(method, value, values);
      return true;
    } catch {
      return false;
    }
  };
}
function getterOf(prototype: object, name: string | symbol): () => unknown {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get ?? (() => undefined);
}
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const byTag =
  (tag: string): Test =>
  (value) =>
    isObject(value) && tagOf(value) === tag;
const typed =
  (name: string): Test =>
  (value) =>
    isObject(value) && getTypedTag?.call(value) === name;
const functionKind =
  (name: string): Test =>
  (value) =>
    typeof value === "function" && tagOf(value) === name;

const TYPED = [
  "Uint8Array",
  "Uint8ClampedArray",
  "Uint16Array",
  "Uint32Array",
  "Int8Array",
  "Int16Array",
  "Int32Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
];
const isMap = bySlot(getterOf(Map.prototype, "size"));
const isSet = bySlot(getterOf(Set.prototype, "size"));
const isArrayBuffer = bySlot(getterOf(ArrayBuffer.prototype, "byteLength"));
const isSharedArrayBuffer = bySlot(getterOf(SharedArrayBuffer.prototype, "byteLength"));
const boxed = {
  isNumberObject: bySlot(Number.prototype.valueOf),
  isStringObject: bySlot(String.prototype.valueOf),
  isBooleanObject: bySlot(Boolean.prototype.valueOf),
  isBigIntObject: bySlot(BigInt.prototype.valueOf),
  isSymbolObject: bySlot(Symbol.prototype.valueOf),
};
const objectOnly =
  (test: Test): Test =>
  (value) =>
    isObject(value) && test(value);

export const types: Readonly<Record<string, Test>> = {
  isExternal: () => false,
  isDate: bySlot(Date.prototype.getTime),
  isArgumentsObject: byTag("Arguments"),
  isBigIntObject: objectOnly(boxed.isBigIntObject),
  isBooleanObject: objectOnly(boxed.isBooleanObject),
  isNumberObject: objectOnly(boxed.isNumberObject),
  isStringObject: objectOnly(boxed.isStringObject),
  isSymbolObject: objectOnly(boxed.isSymbolObject),
  isBoxedPrimitive: (value) => isObject(value) && Object.values(boxed).some((test) => test(value)),
  isNativeError: (value) =>
    (Error as unknown as { isError?: Test }).isError?.(value) ?? value instanceof Error,
  isRegExp: bySlot(getterOf(RegExp.prototype, "flags") && RegExp.prototype.exec, ""),
  isAsyncFunction: (value) =>
    functionKind("AsyncFunction")(value) || functionKind("AsyncGeneratorFunction")(value),
  isGeneratorFunction: (value) =>
    functionKind("GeneratorFunction")(value) || functionKind("AsyncGeneratorFunction")(value),
  isGeneratorObject: (value) => byTag("Generator")(value) || byTag("AsyncGenerator")(value),
  isPromise: (value) => value instanceof Promise,
  isMap,
  isSet,
  isMapIterator: byTag("Map Iterator"),
  isSetIterator: byTag("Set Iterator"),
  isWeakMap: bySlot(WeakMap.prototype.has, {}),
  isWeakSet: bySlot(WeakSet.prototype.has, {}),
  isArrayBuffer,
  isDataView: bySlot(getterOf(DataView.prototype, "byteLength")),
  isSharedArrayBuffer,
  isProxy: () => false,
  isModuleNamespaceObject: byTag("Module"),
  isAnyArrayBuffer: (value) => isArrayBuffer(value) || isSharedArrayBuffer(value),
  isArrayBufferView: (value) => ArrayBuffer.isView(value),
  isTypedArray: (value) => isObject(value) && getTypedTag?.call(value) !== undefined,
  ...Object.fromEntries(TYPED.map((name) => [`is${name}`, typed(name)])),
  isKeyObject: () => false,
  isCryptoKey: () => false,
};

/** Printing, promises, arguments, kinds of values. */

declare module "node:util" {
  type Callback = (...values: any[]) => void;
  type AnyFunction = (...values: any[]) => any;
  export interface InspectOptions {
    breakLength?: number;
    colors?: boolean;
    compact?: boolean | number;
    customInspect?: boolean;
    depth?: number | null;
    getters?: boolean | "get" | "set";
    maxArrayLength?: number | null;
    maxStringLength?: number | null;
    numericSeparator?: boolean;
    showHidden?: boolean;
    sorted?: boolean | ((one: string, other: string) => number);
  }
  /** What a promise or a proxy holds is not seen. */
  export const inspect: {
    (value: unknown, options?: InspectOptions): string;
    (value: unknown, showHidden?: boolean, depth?: number | null, colors?: boolean): string;
    readonly custom: unique symbol;
    readonly colors: Record<string, [number, number] | undefined>;
    readonly styles: Record<string, string>;
    defaultOptions: InspectOptions;
  };
  export function format(...values: any[]): string;
  export function formatWithOptions(options: InspectOptions, ...values: any[]): string;
  export function styleText(style: string | readonly string[], text: string): string;
  export function stripVTControlCharacters(text: string): string;
  export function toUSVString(text: string): string;

  interface Promisify {
    /** What has a form of its own with promises is that. */
    <F>(call: { readonly __promisify__: F }): F;
    <T>(call: (callback: (error: any, value: T) => void) => void): () => Promise<T>;
    <A, T>(call: (a: A, callback: (error: any, value: T) => void) => void): (a: A) => Promise<T>;
    (call: AnyFunction): (...values: any[]) => Promise<any>;
    readonly custom: unique symbol;
  }
  export const promisify: Promisify;
  export function callbackify(work: (...values: any[]) => Promise<any>): (...values: any[]) => void;
  export function deprecate<F extends AnyFunction>(work: F, message: string, code?: string): F;
  export function inherits(one: unknown, from: unknown): void;
  export interface DebugLogger {
    (message: string, ...values: unknown[]): void;
    readonly enabled: boolean;
  }
  export function debuglog(section: string, callback?: (logger: DebugLogger) => void): DebugLogger;
  export { debuglog as debug };
  export function isDeepStrictEqual(one: unknown, other: unknown): boolean;
  export function aborted(signal: AbortSignal, resource: object): Promise<void>;
  export function transferableAbortSignal(signal: AbortSignal): AbortSignal;
  export function transferableAbortController(): AbortController;

  interface OptionOf {
    type: "string" | "boolean";
    short?: string;
    multiple?: boolean;
    default?: string | boolean | string[] | boolean[];
  }
  type Value<O extends OptionOf> = O["multiple"] extends true
    ? Single<O>[]
    : Single<O>;
  type Single<O extends OptionOf> = O["type"] extends "string" ? string : boolean;
  export function parseArgs<const Options extends Record<string, OptionOf> = {}>(config?: {
    args?: readonly string[];
    options?: Options;
    strict?: boolean;
    allowPositionals?: boolean;
    tokens?: boolean;
  }): { values: { [Name in keyof Options]?: Value<Options[Name]> }; positionals: string[]; tokens?: object[] };
  export function parseEnv(text: string): NodeJS.Dict<string>;

  export function isArray(value: unknown): value is unknown[];
  export function isBoolean(value: unknown): value is boolean;
  export function isBuffer(value: unknown): value is Buffer;
  export function isNull(value: unknown): value is null;
  export function isNullOrUndefined(value: unknown): value is null | undefined;
  export function isNumber(value: unknown): value is number;
  export function isString(value: unknown): value is string;
  export function isSymbol(value: unknown): value is symbol;
  export function isUndefined(value: unknown): value is undefined;
  export function isRegExp(value: unknown): value is RegExp;
  export function isObject(value: unknown): boolean;
  export function isDate(value: unknown): value is Date;
  export function isError(value: unknown): value is Error;
  export function isFunction(value: unknown): value is AnyFunction;
  export function isPrimitive(value: unknown): boolean;
  const Decoder: typeof TextDecoder;
  const Encoder: typeof TextEncoder;
  export { Decoder as TextDecoder, Encoder as TextEncoder };
  export * as types from "node:util/types";
  export {};
}

declare module "node:util/types" {
  type Is<T> = (value: unknown) => value is T;
  type Says = (value: unknown) => boolean;
  export const isAnyArrayBuffer: Is<ArrayBufferLike>;
  export const isArgumentsObject: Is<IArguments>;
  export const isArrayBuffer: Is<ArrayBuffer>;
  export const isArrayBufferView: Is<ArrayBufferView>;
  export const isAsyncFunction: Says;
  export const isBigInt64Array: Is<BigInt64Array>;
  export const isBigIntObject: Is<BigInt>;
  export const isBigUint64Array: Is<BigUint64Array>;
  export const isBooleanObject: Is<Boolean>;
  export const isBoxedPrimitive: Is<String | Number | BigInt | Boolean | Symbol>;
  export const isCryptoKey: Says;
  export const isDataView: Is<DataView>;
  export const isDate: Is<Date>;
  /** Always false. */
  export const isExternal: Says;
  export const isFloat32Array: Is<Float32Array>;
  export const isFloat64Array: Is<Float64Array>;
  export const isGeneratorFunction: Is<GeneratorFunction>;
  export const isGeneratorObject: Is<Generator>;
  export const isInt8Array: Is<Int8Array>;
  export const isInt16Array: Is<Int16Array>;
  export const isInt32Array: Is<Int32Array>;
  export const isKeyObject: Says;
  export const isMap: Is<Map<unknown, unknown>>;
  export const isMapIterator: Says;
  export const isModuleNamespaceObject: Says;
  export const isNativeError: Is<Error>;
  export const isNumberObject: Is<Number>;
  export const isPromise: Is<Promise<unknown>>;
  /** Always false. */
  export const isProxy: Says;
  export const isRegExp: Is<RegExp>;
  export const isSet: Is<Set<unknown>>;
  export const isSetIterator: Says;
  export const isSharedArrayBuffer: Is<SharedArrayBuffer>;
  export const isStringObject: Is<String>;
  export const isSymbolObject: Is<Symbol>;
  export const isTypedArray: Is<Uint8Array | Uint8ClampedArray | Uint16Array | Uint32Array | Int8Array | Int16Array | Int32Array | BigInt64Array | BigUint64Array | Float32Array | Float64Array>;
  export const isUint8Array: Is<Uint8Array>;
  export const isUint8ClampedArray: Is<Uint8ClampedArray>;
  export const isUint16Array: Is<Uint16Array>;
  export const isUint32Array: Is<Uint32Array>;
  export const isWeakMap: Is<WeakMap<object, unknown>>;
  export const isWeakSet: Is<WeakSet<object>>;
  export {};
}

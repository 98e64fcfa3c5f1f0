/** The module `assert`. */
import { assertFunction, codedError, invalidArgType } from "../core/errors";
import { inspect } from "../packages/inspect";
import { isDeepEqual } from "./util/equal";

interface Details {
  readonly message?: string;
  readonly actual?: unknown;
  readonly expected?: unknown;
  readonly operator?: string;
}
type Message = string | Error | undefined;
const SHORT = 12;

export class AssertionError extends Error {
  readonly generatedMessage: boolean;
  readonly code = "ERR_ASSERTION";
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string | undefined;
  constructor(details: Details) {
    if (typeof details !== "object" || details === null) throw invalidArgType("options", "Object", details);
    const { message, actual, expected, operator } = details;
    super(message ?? described(operator ?? "", actual, expected));
    this.generatedMessage = message === undefined;
    Object.defineProperty(this, "name", { value: "AssertionError", configurable: true, writable: true });
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    Object.defineProperty(this, "stack", {
      value: `AssertionError [ERR_ASSERTION]: ${this.message}${(this.stack ?? "").replace(/^[\s\S]*?(?=\n {4}at |$)/, "")}`,
      configurable: true,
      writable: true,
    });
  }
  override toString(): string {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

const HEADS: Readonly<Record<string, string>> = {
  deepStrictEqual: "Expected values to be strictly deep-equal:",
  strictEqual: "Expected values to be strictly equal:",
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: "Expected values to be loosely deep-equal:",
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
};

function shown(value: unknown): string {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Number.POSITIVE_INFINITY,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

function described(operator: string, actual: unknown, expected: unknown): string {
  if (operator === "deepStrictEqual" || operator === "strictEqual")
    return difference(operator, actual, expected);
  if (operator === "notDeepStrictEqual" || operator === "notStrictEqual") {
    const isObject = typeof actual === "object" && actual !== null;
    const head = HEADS[operator === "notStrictEqual" && isObject ? "notStrictEqualObject" : operator] ?? "";
    const text = shown(actual);
    return text.includes("\n") ? `${head}\n\n${text}\n` : `${head}${text.length > 5 ? "\n\n" : " "}${text}`;
  }
  const [one, other] = [inspect(actual), inspect(expected)];
  if (operator === "deepEqual")
    return `${HEADS.deepEqual}\n\n${one}\n\nshould loosely deep-equal\n\n${other}`;
  if (operator === "notDeepEqual")
    return `${HEADS.notDeepEqual}\n\n${one}\n\nshould not loosely deep-equal\n\n${other}`;
  return `${one} ${operator} ${other}`;
}

function difference(operator: string, actual: unknown, expected: unknown): string {
  const [left, right] = [shown(actual), shown(expected)];
  const areObjects =
    (typeof actual === "object" && actual !== null) || (typeof expected === "object" && expected !== null);
  const areFunctions = typeof actual === "function" || typeof expected === "function";
  if (operator === "strictEqual" && left === right && areObjects) {
    return `Values have same structure but are not reference-equal:\n\n${left}\n`;
  }
  const isOneLine = !left.includes("\n") && !right.includes("\n") && left !== right;
  if (
    isOneLine &&
    left.length + right.length <= SHORT &&
    !areObjects &&
    !areFunctions &&
    (actual !== 0 || expected !== 0)
  ) {
    return `${HEADS[operator]}\n\n${left} !== ${right}\n`;
  }
  const both =
    typeof actual === "object" && actual !== null && typeof expected === "object" && expected !== null;
  const head = HEADS[operator === "strictEqual" && both ? "strictEqualObject" : operator];
  return `${head}\n+ actual - expected\n\n${lines(left.split("\n"), right.split("\n"))}`;
}

/** Line by line, by the longest run that both have; unlike lines are marked. */
function lines(left: readonly string[], right: readonly string[]): string {
  const lengths = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  const same = (i: number, j: number) => left[i]?.replace(/,$/, "") === right[j]?.replace(/,$/, "");
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const row = lengths[i] as number[];
      row[j] = same(i, j)
        ? 1 + (lengths[i + 1]?.[j + 1] ?? 0)
        : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  const out: string[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && same(i, j)) {
      out.push(`  ${left[i++]}`);
      j++;
    } else if (
      j >= right.length ||
      (i < left.length && (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))
    ) {
      out.push(`+ ${left[i++]}`);
    } else out.push(`- ${right[j++]}`);
  }
  return out.join("\n");
}

function fail(message: Message, details: Details): never {
  if (message instanceof Error) throw message;
  throw new AssertionError({ ...details, ...(message !== undefined && { message }) });
}

type Compare = (one: unknown, other: unknown) => boolean;
function comparing(operator: string, isRight: Compare) {
  const check = (...values: unknown[]) => {
    if (values.length < 2) {
      throw codedError(
        TypeError,
        "ERR_MISSING_ARGS",
        'The "actual" and "expected" arguments must be specified',
      );
    }
    const [actual, expected, message] = values;
    if (!isRight(actual, expected)) fail(message as Message, { actual, expected, operator });
  };
  return Object.defineProperty(check, "name", { value: operator });
}

function ok(...values: unknown[]): void {
  const [value, message] = values;
  if (value) return;
  const given = values.length === 0 ? "No value argument passed to `assert.ok()`" : message;
  const text = "The expression evaluated to a falsy value";
  if (given === undefined) {
    const error = new AssertionError({ message: text, actual: value, expected: true, operator: "==" });
    throw Object.assign(error, { generatedMessage: true });
  }
  fail(given as Message, { actual: value, expected: true, operator: "==" });
}

type Expected = undefined | RegExp | ((error: unknown) => unknown) | Record<string, unknown> | Error;

function matches(error: unknown, expected: Expected, operator: string, message: Message): void {
  if (expected === undefined || typeof expected === "string") return;
  if (expected instanceof RegExp) {
    if (expected.test(String(error))) return;
    fail(
      message ??
        `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(String(error))}\n`,
      { actual: error, expected, operator },
    );
  }
  if (typeof expected === "function") {
    const isClass =
      expected.prototype !== undefined && error instanceof (expected as unknown as typeof Error);
    if (isClass) return;
    if (Error.prototype.isPrototypeOf.call(Error, expected) || (expected as unknown) === Error) {
      const name = (error as { constructor?: { name?: string } } | null)?.constructor?.name;
      fail(
        message ??
          `The error is expected to be an instance of "${expected.name}". Received "${name}"\n\nError message:\n\n${(error as Error)?.message}`,
        { actual: error, expected, operator },
      );
    }
    if (expected.call({}, error) === true) return;
    fail(
      message ??
        `The ${expected.name ? `"${expected.name}"` : ""} validation function is expected to return "true". Received ${inspect(expected.call({}, error))}\n\nCaught error:\n\n${String(error)}`.replace(
          "The  v",
          "The v",
        ),
      { actual: error, expected, operator },
    );
  }
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push("name", "message");
  for (const key of keys) {
    const [have, want] = [
      (error as Record<string, unknown>)?.[key],
      (expected as Record<string, unknown>)[key],
    ];
    if (want instanceof RegExp && typeof have === "string" && want.test(have)) continue;
    if (isDeepEqual(have, want, true)) continue;
    const pick = (from: unknown) =>
      Object.fromEntries(
        keys
          .filter((each) => each in Object(from))
          .map((each) => [each, (from as Record<string, unknown>)[each]]),
      );
    fail(message ?? difference("deepStrictEqual", pick(error), pick(expected)), {
      actual: error,
      expected,
      operator,
    });
  }
}

function split(expected: unknown, message: unknown): { expected: Expected; message: Message } {
  return typeof expected === "string"
    ? { expected: undefined, message: expected }
    : { expected: expected as Expected, message: message as Message };
}
function missing(operator: string, given: { expected: Expected; message: Message }, what: string): never {
  const name = typeof given.expected === "function" && given.expected.name ? ` (${given.expected.name})` : "";
  const text = given.message === undefined ? "." : `: ${given.message}`;
  const error = new AssertionError({
    message: `Missing expected ${what}${name}${text}`,
    actual: undefined,
    expected: given.expected,
    operator,
  });
  throw error;
}

function throws(run: unknown, ...rest: unknown[]): void {
  assertFunction(run, "fn");
  const given = split(rest[0], rest[1]);
  let error: unknown;
  try {
    (run as () => void)();
  } catch (thrown) {
    error = thrown;
    matches(error, given.expected, "throws", given.message);
    return;
  }
  missing("throws", given, "exception");
}

async function rejects(run: unknown, ...rest: unknown[]): Promise<void> {
  const given = split(rest[0], rest[1]);
  try {
    await (typeof run === "function" ? run() : run);
  } catch (error) {
    matches(error, given.expected, "rejects", given.message);
    return;
  }
  missing("rejects", given, "rejection");
}

function unwanted(error: unknown, message: unknown, operator: string, what: string): never {
  const text = typeof message === "string" ? `: ${message}` : ".";
  throw new AssertionError({
    message: `Got unwanted ${what}${text}\nActual message: "${(error as Error)?.message}"`,
    actual: error,
    operator,
  });
}

function matching(name: string, isWanted: boolean) {
  return (text: unknown, pattern: unknown, message?: Message) => {
    if (!(pattern instanceof RegExp)) throw invalidArgType("regexp", "RegExp", pattern);
    if (typeof text === "string" && pattern.test(text) === isWanted) return;
    const what =
      typeof text === "string"
        ? `The input ${isWanted ? "did not match" : "was expected to not match"} the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`
        : `The "string" argument must be of type string. Received type ${typeof text} (${inspect(text)})`;
    if (message !== undefined) fail(message, { actual: text, expected: pattern, operator: name });
    const error = new AssertionError({ message: what, actual: text, expected: pattern, operator: name });
    throw Object.assign(error, { generatedMessage: true });
  };
}

function ifError(value: unknown): void {
  if (value === null || value === undefined) return;
  const text = value instanceof Error ? value.message || value.name : inspect(value);
  throw Object.assign(
    new AssertionError({
      message: `ifError got unwanted exception: ${text}`,
      actual: value,
      expected: null,
      operator: "ifError",
    }),
    { generatedMessage: false },
  );
}

// biome-ignore lint/suspicious/noDoubleEquals: what the loose comparison is
const loosely: Compare = (one, other) => one == other || (Number.isNaN(one) && Number.isNaN(other));
const strict = {
  strictEqual: comparing("strictEqual", Object.is),
  notStrictEqual: comparing("notStrictEqual", (one, other) => !Object.is(one, other)),
  deepStrictEqual: comparing("deepStrictEqual", (one, other) => isDeepEqual(one, other, true)),
  notDeepStrictEqual: comparing("notDeepStrictEqual", (one, other) => !isDeepEqual(one, other, true)),
};
const shared = {
  fail: (message?: Message) => {
    if (message instanceof Error) throw message;
    const error = new AssertionError({ message: message ?? "Failed", operator: "fail" });
    throw message === undefined ? Object.assign(error, { generatedMessage: true }) : error;
  },
  AssertionError,
  ok,
  throws,
  rejects,
  doesNotThrow: (run: unknown, ...rest: unknown[]) => {
    assertFunction(run, "fn");
    try {
      (run as () => void)();
    } catch (error) {
      unwanted(error, typeof rest[0] === "string" ? rest[0] : rest[1], "doesNotThrow", "exception");
    }
  },
  doesNotReject: async (run: unknown, ...rest: unknown[]) => {
    try {
      await (typeof run === "function" ? run() : run);
    } catch (error) {
      unwanted(error, typeof rest[0] === "string" ? rest[0] : rest[1], "doesNotReject", "rejection");
    }
  },
  ifError,
  match: matching("match", true),
  doesNotMatch: matching("doesNotMatch", false),
};

const callable =
  () =>
  (...values: unknown[]) =>
    ok(...values);
export const strictAssert = Object.assign(callable(), shared, strict, {
  equal: strict.strictEqual,
  notEqual: strict.notStrictEqual,
  deepEqual: strict.deepStrictEqual,
  notDeepEqual: strict.notDeepStrictEqual,
});
export const assert = Object.assign(callable(), shared, strict, {
  equal: comparing("==", loosely),
  notEqual: comparing("!=", (one, other) => !loosely(one, other)),
  deepEqual: comparing("deepEqual", (one, other) => isDeepEqual(one, other, false)),
  notDeepEqual: comparing("notDeepEqual", (one, other) => !isDeepEqual(one, other, false)),
  strict: strictAssert,
});
Object.assign(strictAssert, { strict: strictAssert });

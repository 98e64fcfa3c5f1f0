/** Assertions for cases that run in Node and in a page alike, where there is no test library. */
export function check(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

export function checkSame(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  check(a === b, `${what}: ${a} instead of ${b}`);
}

/** Runs what must fail, and gives its error. */
export async function failureOf(work: () => unknown, what: string): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error(`${what} went through`);
}

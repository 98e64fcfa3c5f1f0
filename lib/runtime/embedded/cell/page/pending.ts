/** A promise that others settle, and that nobody has to listen to. */
export interface Pending<Value> {
  readonly promise: Promise<Value>;
  resolve(value: Value): void;
  reject(cause: unknown): void;
}

export function pending<Value>(): Pending<Value> {
  let resolve: (value: Value) => void = () => {};
  let reject: (cause: unknown) => void = () => {};
  const promise = new Promise<Value>((onValue, onCause) => {
    resolve = onValue;
    reject = onCause;
  });
  promise.catch(() => {});
  return { promise, resolve, reject };
}

/** Each operation in its three forms. What is wrong with its values is thrown at once; what it does comes in a later turn. */
import { assertFunction, invalidArgType } from "../../core/errors";
import { addPolled } from "../../core/loop";
import type { Operation } from "./operations";

type Sync = (...values: unknown[]) => unknown;
type Callback = (error: unknown, ...values: unknown[]) => void;
/** Further values of the callback, as `read` gives its buffer along. */
export type Extra = (values: readonly unknown[]) => readonly unknown[];

function named<Func extends object>(name: string, func: Func, length?: number): Func {
  Object.defineProperty(func, "name", { value: name });
  if (length !== undefined) Object.defineProperty(func, "length", { value: length });
  return func;
}

export function syncForm(name: string, operation: Operation): Sync {
  return named(`${name}Sync`, (...values: unknown[]) => operation(...values)(), operation.length);
}

export function later(run: () => unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    addPolled(() => {
      try {
        resolve(run());
      } catch (error) {
        reject(error);
      }
    });
  });
}

export function promiseForm(name: string, operation: Operation): (...values: unknown[]) => Promise<unknown> {
  return named(name, async (...values: unknown[]) => later(operation(...values)), operation.length);
}

const NO_VALUE: ReadonlySet<string> = new Set(["access", "close", "rename", "unlink", "rmdir", "writeFile"]);

export function callbackForm(
  name: string,
  operation: Operation,
  extra?: Extra,
): (...values: unknown[]) => void {
  return named(
    name,
    (...values: unknown[]) => {
      const callback = values.pop();
      assertFunction(values.length === 0 && typeof callback !== "function" ? undefined : callback, "cb");
      const run = operation(...values);
      addPolled(() => {
        let answer: unknown;
        try {
          answer = run();
        } catch (error) {
          (callback as Callback)(error);
          return;
        }
        if (answer === undefined || NO_VALUE.has(name)) (callback as Callback)(null);
        else (callback as Callback)(null, answer, ...(extra?.(values) ?? []));
      });
    },
    operation.length + 1,
  );
}

export { invalidArgType };

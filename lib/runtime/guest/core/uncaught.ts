/** What nobody caught: told to whoever listens on the process, else written as Node writes it, and the end. */
import { leave, process, writeTo } from "../modules/process";
import { inspect } from "../packages/inspect";
import { handle } from "./entry";
import { codedError } from "./errors";
import { onFailure } from "./loop";
import { firstPlace } from "./stack";

const FAILURE = 1;
const BROKEN_HANDLER = 7;
let isFailing = false;

function describe(error: unknown): string {
  const isError = error instanceof Error;
  const { stack } = (isError ? error : {}) as { stack?: unknown };
  const place = typeof stack === "string" ? firstPlace(stack) : undefined;
  const text = isError
    ? inspect(error)
    : `Uncaught ${inspect(error)}\n(Use \`node --trace-uncaught ...\` to show where the exception was thrown)`;
  return `${place === undefined ? "" : `${place}\n\n`}${text}\n\nNode.js ${process.version}\n`;
}

export function uncaught(error: unknown, origin = "uncaughtException"): void {
  if (isFailing) leave(BROKEN_HANDLER);
  process.emit("uncaughtExceptionMonitor", error, origin);
  if (process.listenerCount("uncaughtException") > 0) {
    isFailing = true;
    try {
      process.emit("uncaughtException", error, origin);
    } catch (second) {
      fail(second, BROKEN_HANDLER);
    }
    isFailing = false;
    return;
  }
  fail(error, FAILURE);
}

function fail(error: unknown, code: number): never {
  writeTo("stderr", describe(error));
  process.exitCode = code;
  try {
    process.emit("exit", code);
  } catch {
    // Its own failure is not told: the process ends for the first one.
  }
  return leave(process.exitCode ?? code);
}

function rejection(reason: unknown, promise: unknown): void {
  if (process.listenerCount("unhandledRejection") > 0) {
    process.emit("unhandledRejection", reason, promise);
    return;
  }
  if (reason instanceof Error) {
    uncaught(reason, "unhandledRejection");
    return;
  }
  const text = typeof reason === "string" ? `"${reason}"` : inspect(reason);
  const error = codedError(
    Error,
    "ERR_UNHANDLED_REJECTION",
    `This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason ${text}.`,
  );
  uncaught(error, "unhandledRejection");
}

export function installFailures(): void {
  onFailure((error) => uncaught(error));
  handle({
    rejections: (_, list) => {
      const pairs = list as readonly unknown[];
      for (let at = 0; at + 1 < pairs.length; at += 2) rejection(pairs[at], pairs[at + 1]);
    },
  });
}

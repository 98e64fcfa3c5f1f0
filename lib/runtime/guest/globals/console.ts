/** The console: values as Node shows them, through the streams of the process. */
import { codedError } from "../core/errors";
import { nanoseconds } from "../modules/process";
import { formatWithOptions, inspect } from "../packages/inspect";
import { table } from "./table";

export interface Output {
  write(text: string): unknown;
}
interface Outputs {
  stdout(): Output;
  stderr(): Output;
}
const STACK_LINE = "Trace";
const NS_PER_MS = 1e6;

function elapsed(since: bigint): string {
  const ms = Number(nanoseconds() - since) / NS_PER_MS;
  if (ms < 1000) return `${Number(ms.toFixed(3))}ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(3)}s`;
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}.${String(Math.floor(ms % 1000)).padStart(3, "0")} (m:ss.mmm)`;
}

export function makeConsole(outputs: Outputs, warn: (text: string) => void): Record<string, unknown> {
  const counts = new Map<string, number>();
  const times = new Map<string, bigint>();
  let indent = "";
  const put = (output: Output, text: string) => {
    const shown = indent === "" ? text : indent + text.replaceAll("\n", `\n${indent}`);
    output.write(`${shown}\n`);
  };
  const out = (...values: unknown[]) => put(outputs.stdout(), formatWithOptions({}, ...values));
  const err = (...values: unknown[]) => put(outputs.stderr(), formatWithOptions({}, ...values));
  const labelOf = (label: unknown) => String(label ?? "default");
  const timeLog = (label: unknown, values: readonly unknown[]) => {
    const since = times.get(labelOf(label));
    if (since === undefined) {
      warn(`No such label '${labelOf(label)}' for console.timeLog()`);
      return;
    }
    out(`${labelOf(label)}: ${elapsed(since)}`, ...values);
  };
  const group = (...values: unknown[]) => {
    if (values.length > 0) out(...values);
    indent += "  ";
  };
  const methods = {
    log: out,
    warn: err,
    dir: (value: unknown, options?: object) =>
      put(outputs.stdout(), inspect(value, { customInspect: false, ...options })),
    time: (label?: unknown) => {
      if (times.has(labelOf(label))) warn(`Label '${labelOf(label)}' already exists for console.time()`);
      else times.set(labelOf(label), nanoseconds());
    },
    timeEnd: (label?: unknown) => {
      if (!times.has(labelOf(label))) {
        warn(`No such label '${labelOf(label)}' for console.timeEnd()`);
        return;
      }
      timeLog(label, []);
      times.delete(labelOf(label));
    },
    timeLog: (label?: unknown, ...values: unknown[]) => timeLog(label, values),
    trace: (...values: unknown[]) => {
      const error = new Error();
      const { stack = "" } = error as { stack?: string };
      err(
        `${STACK_LINE}${values.length > 0 ? `: ${formatWithOptions({}, ...values)}` : ""}${stack.slice(stack.indexOf("\n"))}`,
      );
    },
    assert: (isTrue?: unknown, ...values: unknown[]) => {
      if (isTrue) return;
      if (typeof values[0] === "string") values[0] = `Assertion failed: ${values[0]}`;
      else values.unshift("Assertion failed");
      err(...values);
    },
    clear: () => {},
    count: (label?: unknown) => {
      const count = (counts.get(labelOf(label)) ?? 0) + 1;
      counts.set(labelOf(label), count);
      out(`${labelOf(label)}: ${count}`);
    },
    countReset: (label?: unknown) => {
      if (!counts.delete(labelOf(label))) warn(`Count for '${labelOf(label)}' does not exist`);
    },
    group,
    groupEnd: () => {
      indent = indent.slice(0, -2);
    },
    table: (data: unknown, columns?: unknown) => {
      const text = table(data, columns);
      if (text === undefined) out(data);
      else out(text);
    },
    debug: out,
    info: out,
    dirxml: out,
    error: err,
    groupCollapsed: group,
  };
  const result: Record<string, unknown> = {};
  for (const [name, method] of Object.entries(methods)) {
    Object.defineProperty(method, "name", { value: name });
    result[name] = method;
  }
  for (const name of ["profile", "profileEnd", "timeStamp"]) result[name] = () => {};
  result.Console = class Console {
    constructor(first: Output | { stdout: Output; stderr?: Output }, second?: Output) {
      const isOptions = typeof (first as { stdout?: Output }).stdout === "object";
      const stdout = isOptions ? (first as { stdout: Output }).stdout : (first as Output);
      if (typeof stdout?.write !== "function")
        throw codedError(
          TypeError,
          "ERR_CONSOLE_WRITABLE_STREAM",
          "Console expects a writable stream instance for stdout",
        );
      const stderr = (isOptions ? (first as { stderr?: Output }).stderr : second) ?? stdout;
      Object.assign(this, makeConsole({ stdout: () => stdout, stderr: () => stderr }, warn));
    }
  };
  return result;
}

/** `performance` and the module `perf_hooks`, on the session's own clock. */
import { codedError, unsupported } from "../core/errors";
import { dateNow } from "../core/intrinsics";
import { nanoseconds } from "./process";

interface Entry {
  readonly name: string;
  readonly entryType: "mark" | "measure";
  readonly startTime: number;
  readonly duration: number;
  readonly detail: unknown;
}
let entries: Entry[] = [];
const now = () => Number(nanoseconds()) / 1e6;

function add(entry: Entry): Entry {
  entries.push(entry);
  return entry;
}
function timeOf(mark: unknown, otherwise: number): number {
  if (mark === undefined) return otherwise;
  if (typeof mark === "number") return mark;
  const found = entries.findLast(({ name, entryType }) => name === mark && entryType === "mark");
  if (!found)
    throw codedError(
      SyntaxError,
      "ERR_INVALID_PERFORMANCE_MARK",
      `The "${String(mark)}" performance mark has not been set`,
    );
  return found.startTime;
}

export const performance = {
  now,
  get timeOrigin() {
    return dateNow() - now();
  },
  mark: (name: string, options: { startTime?: number; detail?: unknown } = {}) =>
    add({
      name: String(name),
      entryType: "mark",
      startTime: options.startTime ?? now(),
      duration: 0,
      detail: options.detail ?? null,
    }),
  measure: (name: string, first?: unknown, second?: unknown) => {
    const options = (typeof first === "object" && first !== null ? first : { start: first, end: second }) as {
      start?: unknown;
      end?: unknown;
      detail?: unknown;
    };
    const end = timeOf(options.end, now());
    const start = timeOf(options.start, 0);
    return add({
      name,
      entryType: "measure",
      startTime: start,
      duration: end - start,
      detail: options.detail ?? null,
    });
  },
  clearMarks: (name?: string) => {
    entries = entries.filter(
      (entry) => entry.entryType !== "mark" || (name !== undefined && entry.name !== name),
    );
  },
  clearMeasures: (name?: string) => {
    entries = entries.filter(
      (entry) => entry.entryType !== "measure" || (name !== undefined && entry.name !== name),
    );
  },
  getEntries: () => [...entries],
  getEntriesByName: (name: string, type?: string) =>
    entries.filter((entry) => entry.name === name && (type === undefined || entry.entryType === type)),
  getEntriesByType: (type: string) => entries.filter(({ entryType }) => entryType === type),
  timerify: (func: unknown) => func,
  eventLoopUtilization: () => ({ idle: 0, active: 0, utilization: 0 }),
  toJSON: () => ({ timeOrigin: dateNow() - now() }),
};

class PerformanceObserver {
  static readonly supportedEntryTypes: readonly string[] = [];
  constructor() {
    throw unsupported("perf_hooks.PerformanceObserver");
  }
}
export const perfHooks = {
  performance,
  PerformanceObserver,
  monitorEventLoopDelay: () => {
    throw unsupported("perf_hooks.monitorEventLoopDelay");
  },
  constants: {},
};

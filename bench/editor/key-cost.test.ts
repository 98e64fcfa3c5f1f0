import { expect, it } from "vitest";
import { keyCosts, type TraceEvent } from "./key-cost";

const event = (name: string, ts: number, dur: number, more: Partial<TraceEvent> = {}): TraceEvent => {
  return { name, ph: "X", ts, dur, pid: 1, tid: 1, ...more };
};
const key = (ts: number) => event("EventDispatch", ts, 500, { args: { data: { type: "keydown" } } });

it("sums what the main thread does from one key to the next", () => {
  const events = [
    event("RunTask", 900, 2_100, { tdur: 1_500 }),
    key(1_000),
    event("RunTask", 8_000, 3_000),
    event("Commit", 9_000, 100),
    event("RunTask", 20_000, 5_000),
    event("RunTask", 21_000, 9_000, { tid: 2 }),
    event("RunTask", 29_900, 1_000),
    key(30_000),
    key(60_000),
  ];
  expect(keyCosts(events)).toEqual({
    all: [2.1 + 3 + 5, 1],
    shown: [2.1 + 3, 1],
    computed: [1.5 + 3, 1],
  });
});

it("fails where there is no key", () => {
  expect(() => keyCosts([])).toThrow(/no key/);
});

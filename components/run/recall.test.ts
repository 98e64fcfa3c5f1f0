import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import { JournalFault } from "@/lib/audit/recorder/journal";
import { OutputText } from "../output/output-text";
import { Past } from "../time-travel/past";
import { wordsOf } from "./phases";
import { RunStore } from "./run-store";
import type { Shown } from "./shown";
import { Trace } from "./trace";

beforeEach(() => vi.stubGlobal("requestAnimationFrame", () => 0));
afterEach(() => vi.unstubAllGlobals());

const newStore = () => new RunStore("w", "somebody", "embedded");
const HOOKS = { onBegun: () => {}, onChanged: () => {}, onOver: () => {} };
const never = new AbortController().signal;

function earlier(): Shown {
  const trace = new Trace();
  trace.add([utf8('{"seq":0,"type":"fs.read","data":{"verdict":"deny","line":3}}')]);
  return {
    phase: { at: "interrupted" },
    trace,
    output: new OutputText(),
    past: new Past(),
    policy: "one\ntwo\nthree",
    sid: "s1",
    checkpoint: "c",
    kept: undefined,
    goesOn: undefined,
    trouble: undefined,
    recalled: "log",
  };
}

it("shows the run of an earlier visit, with the marks of its lines", async () => {
  const store = newStore();
  const phases: string[] = [];
  await store.recall(async (onRead) => {
    for (const read of [0, 50_000]) {
      onRead(read, 1_000_000);
      phases.push(wordsOf(store.phase).text);
    }
    return earlier();
  }, never);
  phases.push(store.phase.at);
  expect(phases).toEqual([
    "Reading the last run",
    "Reading the last run: 50,000 of 1,000,000 records",
    "interrupted",
  ]);
  expect([store.sid, store.runs, store.recalled]).toEqual(["s1", 1, "log"]);
  expect(store.marks).toMatchObject({ text: "one\ntwo\nthree", marks: [{ line: 3 }] });
});

it("is as before where there is none", async () => {
  const store = newStore();
  await store.recall(async () => undefined, never);
  await store.recall(async (onRead) => {
    onRead(0, 1);
    return undefined;
  }, never);
  expect([store.phase.at, store.runs, store.trouble]).toEqual(["idle", 0, undefined]);
});

it("says why one cannot be shown, in words of ours alone", async () => {
  const store = newStore();
  await store.recall(() => Promise.reject(new JournalFault("quota")), never);
  expect(store.trouble).toBe("The last run cannot be shown. There is no room left for the log.");
  await store.recall(() => Promise.reject(new TypeError("x is not a function")), never);
  expect(store.trouble).toBe("The last run cannot be shown. Reload the page to try again.");
  expect(store.phase.at).toBe("idle");
});

it("comes too late once something was begun here, or the page was left", async () => {
  const store = newStore();
  const left = new AbortController();
  await store.recall(async () => {
    left.abort();
    return earlier();
  }, left.signal);
  expect(store.sid).toBeUndefined();

  await store.recall(async (onRead) => {
    store.setArguments('"'); // cannot be read: what is begun ends at once
    await store.start({ "agent.toml": "now" }, HOOKS);
    onRead(1, 2);
    return earlier();
  }, never);
  expect([store.phase.at, store.sid, store.recalled]).toEqual(["failed", undefined, undefined]);
  const read = vi.fn();
  await store.recall(read, never);
  expect(read).not.toHaveBeenCalled();
});

it("stays where the next run cannot begin", async () => {
  const store = newStore();
  await store.recall(async () => earlier(), never);
  store.setArguments('"');
  await store.start({ "agent.toml": "now" }, HOOKS);
  expect([store.trace.size, store.sid, store.recalled, store.phase.at]).toEqual([1, "s1", "log", "failed"]);
});

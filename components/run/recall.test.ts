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

/** As when a driver starts the agent. */
class Running extends RunStore {
  starts(): void {
    this.begin({ "agent.toml": "now" });
  }
  run(): void {
    this.starts();
    this.move({ type: "running", now: 0 });
  }
}

it("comes too late once something runs here, or the page was left", async () => {
  const store = newStore();
  const left = new AbortController();
  await store.recall(async () => {
    left.abort();
    return earlier();
  }, left.signal);
  expect(store.sid).toBeUndefined();

  const running = new Running("w", "somebody", "embedded");
  await running.recall(async (onRead) => {
    running.run();
    onRead(1, 2);
    return earlier();
  }, never);
  expect([running.phase.at, running.sid, running.recalled]).toEqual(["running", undefined, undefined]);
  const read = vi.fn();
  await running.recall(read, never);
  expect(read).not.toHaveBeenCalled();
});

it("is not lost to a run that could not begin while it was read, or is about to fail", async () => {
  const failed = newStore();
  await failed.recall(async () => {
    failed.setArguments('"'); // cannot be read: what is begun ends at once
    await failed.start({ "agent.toml": "now" }, HOOKS);
    return earlier();
  }, never);
  expect([failed.phase.at, failed.sid, failed.recalled]).toEqual(["failed", "s1", "log"]);

  const starting = new Running("w", "somebody", "embedded");
  await starting.recall(async () => {
    starting.starts();
    return earlier();
  }, never);
  expect([starting.phase.at, starting.sid]).toEqual(["starting", undefined]);
  expect(starting.runs).toBe(0); // it is not on show
  starting.stop();
  expect(starting.runs).toBe(1);
  expect([starting.phase.at, starting.sid, starting.trace.size]).toEqual(["failed", "s1", 1]);
});

it("stays where the next run cannot begin", async () => {
  const store = newStore();
  await store.recall(async () => earlier(), never);
  store.setArguments('"');
  await store.start({ "agent.toml": "now" }, HOOKS);
  expect([store.trace.size, store.sid, store.recalled, store.phase.at]).toEqual([1, "s1", "log", "failed"]);
});

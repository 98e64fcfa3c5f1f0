import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import type { Texts } from "../files/files";
import { RunOnShow } from "./run-on-show";
import { shownOf } from "./shown";

/** What whoever runs something does to it. */
class Tried extends RunOnShow {
  start(policy: string): void {
    const texts: Texts = { "agent.toml": policy };
    this.begin(texts);
  }
  run(): void {
    this.move({ type: "running", now: 0 });
  }
  fail(why: string): void {
    this.move({ type: "fail", why });
  }
  end(): void {
    this.run();
    this.move({ type: "exit", end: { code: 0, reason: "exit" } });
    this.move({ type: "closed" });
  }
  putBeside(): void {
    this.beside = shownOf(this);
  }
}

beforeEach(() => vi.stubGlobal("requestAnimationFrame", () => 0));
afterEach(() => vi.unstubAllGlobals());

const decided = (seq: number) =>
  utf8(
    JSON.stringify({ seq, type: "fs.read", data: { verdict: "deny", line: 3, request: { path: "/w/a" } } }),
  );

it("a new run begins with nothing of the one before but the filter that was chosen", () => {
  const run = new Tried("somebody");
  run.select({ ...run.selection.filter, text: "/w" });
  run.start("one");
  run.trace.add([decided(0)]);
  run.sid = "s1";
  expect(run.marks.marks).toHaveLength(1);
  run.end();
  const { trace, output, approvals } = run;
  run.start("two");
  expect([run.policy, run.sid, run.trace.size, run.phase.at]).toEqual(["two", undefined, 0, "starting"]);
  expect(run.marks.marks).toEqual([]);
  expect(run.selection.filter.text).toBe("/w");
  expect([run.trace === trace, run.output === output, run.approvals === approvals]).toEqual([
    false,
    false,
    false,
  ]);
});

it("a run that could not begin leaves what was there, and says why", () => {
  const run = new Tried("somebody");
  run.fail("no policy");
  expect([run.phase.at, run.trace.size]).toEqual(["idle", 0]);
  run.start("one");
  run.trace.add([decided(0)]);
  run.sid = "s1";
  run.end();
  run.putBeside();
  const { phase: _, ...one } = shownOf(run);
  run.start("two");
  expect([run.policy, run.hasOther]).toEqual(["two", false]);
  run.fail("a mistake");
  expect(shownOf(run)).toEqual({ ...one, phase: { at: "failed", why: "a mistake" } });
  expect([run.marks.text, run.marks.marks.length, run.hasOther]).toEqual(["one", 1, true]);

  // One that has begun is a run, whatever became of it.
  run.start("three");
  run.run();
  run.fail("it broke");
  expect([run.policy, run.trace.size, run.phase]).toEqual(["three", 0, { at: "failed", why: "it broke" }]);
});

it("the other run is shown with all that is its own, and this one again after it", () => {
  const run = new Tried("somebody");
  run.start("one");
  run.trace.add([decided(0)]);
  run.sid = "s1";
  run.end();
  expect(run.hasOther).toBe(false);
  const first = shownOf(run);
  run.start("two");

  Object.assign(run, { sid: "s2" });
  run.end();
  const second = shownOf(run);
  Object.assign(run, first);
  run.putBeside();
  Object.assign(run, second);

  run.showOther();
  expect(shownOf(run)).toEqual(first);
  expect([run.marks.text, run.marks.marks.length]).toEqual(["one", 1]);
  run.showOther();
  expect(shownOf(run)).toEqual(second);
  expect(run.marks.marks).toEqual([]);
});

it("while a run is under way there is no other one to show", () => {
  const run = new Tried("somebody");
  run.start("one");
  run.end();
  run.putBeside();
  expect(run.hasOther).toBe(true);
  run.start("two");
  run.putBeside();
  expect(run.hasOther).toBe(false);
  run.showOther();
  expect(run.policy).toBe("two");
});

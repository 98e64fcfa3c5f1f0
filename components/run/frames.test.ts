import { afterEach, expect, it, vi } from "vitest";
import { Frames } from "./frames";

afterEach(() => vi.unstubAllGlobals());

it("tells once a frame, and again as long as there is work", () => {
  const waiting: (() => void)[] = [];
  vi.stubGlobal("requestAnimationFrame", (then: () => void) => waiting.push(then));
  const work = [true, false];
  const frames = new Frames(() => work.shift() === true);
  const heard = vi.fn();
  const leave = frames.subscribe(heard);
  frames.changed();
  frames.changed();
  expect(waiting).toHaveLength(1);
  waiting.shift()?.();
  expect([heard.mock.calls.length, frames.version, waiting.length]).toEqual([1, 1, 1]);
  waiting.shift()?.();
  leave();
  frames.changed();
  waiting.shift()?.();
  expect([heard.mock.calls.length, frames.version]).toEqual([2, 3]);
});

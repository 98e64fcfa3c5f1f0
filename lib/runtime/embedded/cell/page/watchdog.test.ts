import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DEFAULT_LIMITS } from "../../../limits";
import type { SandboxEnd } from "../../sandbox/sandbox";
import { Watchdog } from "./watchdog";

const LIMITS = { ...DEFAULT_LIMITS, cpuMs: 10_000, wallMs: 60_000 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched({ answers }: { answers: boolean }) {
  const killed: SandboxEnd[] = [];
  const dog: Watchdog = new Watchdog(
    LIMITS,
    { ping: () => answers && dog.seen(), kill: (end) => killed.push(end) && dog.end() },
    () => Date.now(),
  );
  dog.start();
  return { dog, killed };
}

it("takes away what does not end when it is to stop", () => {
  const { dog, killed } = watched({ answers: true });
  dog.stop();
  vi.advanceTimersByTime(20);
  expect(killed).toEqual([]);
  vi.advanceTimersByTime(60);
  expect(killed).toEqual([{ reason: "stopped", code: 130 }]);
});

it("lets alone what ends when it is asked", () => {
  const { dog, killed } = watched({ answers: true });
  dog.stop();
  dog.end();
  vi.advanceTimersByTime(1_000_000);
  expect(killed).toEqual([]);
});

it("ends what says nothing for longer than it may compute, and not what answers", () => {
  const silent = watched({ answers: false });
  const present = watched({ answers: true });
  vi.advanceTimersByTime(20_000);
  expect(silent.killed).toEqual([{ reason: "cpu", code: 124 }]);
  expect(present.killed).toEqual([]);
  vi.advanceTimersByTime(60_000);
  expect(present.killed).toEqual([{ reason: "wall", code: 124 }]);
});

it("takes one answer for each question, late ones as well, and no other", () => {
  const { dog } = watched({ answers: false });
  expect(dog.answered()).toBe(false);
  vi.advanceTimersByTime(4_000);
  dog.end();
  expect([dog.answered(), dog.answered(), dog.answered()]).toEqual([true, true, false]);
});

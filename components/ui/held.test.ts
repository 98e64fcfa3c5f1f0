import { expect, it, onTestFinished, vi } from "vitest";
import { Held } from "./held";

it("tells of every other value, and of none twice", () => {
  const held = new Held(1);
  const told: number[] = [];
  const leave = held.subscribe(() => told.push(held.value));
  held.set(2);
  held.set(2);
  held.set(3);
  leave();
  held.set(4);
  expect(told).toEqual([2, 3]);
  expect(held.value).toBe(4);
});

it("tells of what rests, and now and then of what never does", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const held = new Held(0);
  const told: number[] = [];
  const leave = held.subscribeAtRest(() => told.push(held.value));
  held.set(1);
  vi.advanceTimersByTime(79);
  held.set(2);
  vi.advanceTimersByTime(79);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([2]);
  for (let value = 3; value < 15; value++) {
    held.set(value);
    vi.advanceTimersByTime(50);
  }
  expect(told).toEqual([2, 12]);
  leave();
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([2, 12]);
});

import { expect, test } from "vitest";
import { stopwatch } from "./stopwatch";

test("counts work, however busy the machine is", () => {
  const time = stopwatch();
  let sum = 0;
  for (let i = 0; time() < 30; i++) sum += Math.sqrt(i);
  expect(sum).toBeGreaterThan(0);
  expect(time()).toBeGreaterThanOrEqual(30);
});

test("does not count waiting for others, be it on the processor or elsewhere", () => {
  const time = stopwatch();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
  expect(time()).toBeLessThan(300);
});

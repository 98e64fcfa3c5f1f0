import { expect, it } from "vitest";
import { FloodGauge } from "./flood";

it("lets some thousands of messages a second pass, and says when there are more", () => {
  let now = 0;
  const gauge = new FloodGauge(() => now);
  for (let second = 0; second < 3; second++) {
    for (let i = 0; i < 20_000; i++) expect(gauge.count()).toBe(true);
    now += 1000;
  }
  for (let i = 0; i < 20_000; i++) gauge.count();
  expect(gauge.count()).toBe(false);
});

it("counts what is asked for in one message as if each were one", () => {
  const gauge = new FloodGauge(() => 0);
  expect(gauge.count(20_000)).toBe(true);
  expect(gauge.count(0)).toBe(true);
  expect(gauge.count()).toBe(false);
});

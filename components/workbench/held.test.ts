import { expect, it } from "vitest";
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

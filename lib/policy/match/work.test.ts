import { expect, it } from "vitest";
import { beginWork, endWork, spendWork, TooMuchWork } from "./work";

it("throws when more is spent than there is, and not before", () => {
  const before = beginWork(10);
  spendWork(4);
  spendWork(6);
  expect(() => spendWork(1)).toThrow(TooMuchWork);
  endWork(before);
});

it("limits nothing outside", () => {
  endWork(beginWork(10));
  for (let i = 0; i < 5; i++) spendWork(2 ** 29);
});

it("goes on with what was left when one question is asked within another", () => {
  const outer = beginWork(10);
  spendWork(5);
  const inner = beginWork(100);
  spendWork(90);
  endWork(inner);
  spendWork(5);
  expect(() => spendWork(1)).toThrow(TooMuchWork);
  endWork(outer);
  spendWork(1000);
});

import { expect, it } from "vitest";
import { clockOf } from "./elapsed";

it("reads as a clock", () => {
  expect([0, 7_999, 67_000, 3_600_000, 3_727_000].map(clockOf)).toEqual([
    "0:00",
    "0:07",
    "1:07",
    "1:00:00",
    "1:02:07",
  ]);
});

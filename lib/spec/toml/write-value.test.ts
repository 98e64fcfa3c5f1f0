import { expect, it } from "vitest";
import { writeValue } from "./write-value";

it("writes values as TOML", () => {
  expect(writeValue({ a: ["x", 1], b: { c: true }, d: {} })).toBe(
    '{ a = ["x", 1], b = { c = true }, d = {} }',
  );
});

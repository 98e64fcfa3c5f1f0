import { expect, it } from "vitest";
import { z } from "zod";
import { count, text } from "./fields";
import { written } from "./testing/written";
import { makeWriter } from "./writer";

const writing = (schema: z.ZodType) => {
  const write = makeWriter(schema);
  return (value: unknown) => written(write, value);
};

it("sorts members by their keys once, and leaves out those that are not there", () => {
  const write = writing(
    z.strictObject({ b: count.optional(), "a\n": text, é: z.array(count), C: count.optional() }),
  );
  expect(write({ é: [1, 2], b: 3, "a\n": '"' })).toBe('{"a\\n":"\\"","b":3,"é":[1,2]}');
  expect(write({ é: [], "a\n": "", b: undefined })).toBe('{"a\\n":"","é":[]}');
});

it("refuses members that nobody named, also where another one is undefined", () => {
  const write = writing(z.strictObject({ a: count.optional() }));
  expect([write({}), write({ b: 1 }), write({ a: undefined, b: 1 }), write([]), write(null)]).toEqual([
    "{}",
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

it("says at once, not when something is recorded, that it cannot write a schema", () => {
  expect(() => makeWriter(z.strictObject({ a: z.date() }))).toThrow(TypeError);
});

import { expect, it } from "vitest";
import { z } from "zod";
import { text } from "../fields";
import { Generator, generateWriters } from "./generate";

it("the committed writers are those of the schemas; `npx vitest run lib/audit/record/generator -u` writes them anew", async () => {
  await expect(generateWriters()).toMatchFileSnapshot("../writers.ts");
});

it("says when the writers are made, not when something is recorded, what it cannot write", () => {
  const generator = new Generator();
  expect(() => generator.writer(z.strictObject({ a: z.date() }))).toThrow(TypeError);
  expect(() => generator.writer(z.strictObject({ "a-b": text }))).toThrow(TypeError);
});

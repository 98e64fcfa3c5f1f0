import { expect, it } from "vitest";
import { slugOf } from "./headings";

it.each([
  ["The parts", "the-parts"],
  ["What is stored, and how?", "what-is-stored-and-how"],
  ["`lib/errors.ts`", "liberrorsts"],
  ["Überblick", "überblick"],
  ["!!!", "section"],
])("%s is #%s", (text, slug) => {
  expect(slugOf(text)).toBe(slug);
});

it("tells equal headings apart", () => {
  const taken = new Set<string>();
  expect([slugOf("A", taken), slugOf("A", taken), slugOf("A", taken)]).toEqual(["a", "a-1", "a-2"]);
});

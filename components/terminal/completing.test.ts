import { expect, it } from "vitest";
import { completed } from "./completing";
import { EMPTY_LINE } from "./line";

const at = (text: string, from: number, ...options: string[]) =>
  completed({ ...EMPTY_LINE, text, cursor: text.length }, { from, options });
const put = (from: number, text: string) => ({ action: { type: "replace", from, text } });

it("puts in the only one, and goes on to the next word", () => {
  expect(at("cat a", 4, "agent.ts")).toEqual(put(4, "agent.ts "));
  expect(at("cat s", 4, "src/")).toEqual(put(4, "src/"));
  expect(at("cat 'a", 4, "'a b")).toEqual(put(4, "'a b"));
});

it("puts in what all have in common, then shows them", () => {
  expect(at("cat a", 4, "agent.toml", "agent.ts")).toEqual(put(4, "agent.t"));
  expect(at("cat agent.t", 4, "agent.toml", "agent.ts")).toEqual({ options: ["agent.toml", "agent.ts"] });
  expect(at("c", 0, "cat", "cd")).toEqual({ options: ["cat", "cd"] });
});

it("does nothing where there is nothing", () => {
  expect(at("cat z", 4)).toEqual({});
  expect(at("c", 9, "cat")).toEqual({});
});

it("does not leave half of something", () => {
  expect(at("cat a", 4, "a\\ b", "a\\(c")).toEqual({ options: ["a\\ b", "a\\(c"] });
  expect(at("cat ", 4, "😀", "😁")).toEqual({ options: ["😀", "😁"] });
});

import { expect, it } from "vitest";
import { namesOf } from "./names-of-files";

it("takes names from where they are given", () => {
  const files = new Map([
    ["agent.ts", ""],
    ["agents/helper.toml", ""],
    ["agents/deep/no.toml", ""],
    ["tools.json", '{ "tools": { "orders.find": {}, "b": {} } }'],
    ["models.json", '{ "models": { "desk": {} } }'],
    ["data/a.csv", ""],
  ]);
  expect(namesOf(files)).toEqual({
    entries: ["agent.ts"],
    agents: ["helper"],
    tools: ["orders.find", "b"],
    models: ["desk"],
  });
});

it.each(["{", "null", "[]", '{ "tools": [1] }', '"tools"'])("has none where the file says %j", (text) => {
  expect(namesOf(new Map([["tools.json", text]])).tools).toEqual([]);
});

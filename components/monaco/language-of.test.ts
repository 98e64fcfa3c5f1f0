import { expect, it } from "vitest";
import { languageOf } from "./language-of";

it.each([
  ["agent.toml", "toml"],
  ["attempts/files.ts", "typescript"],
  ["x.mjs", "javascript"],
  ["data/targets.json", "json"],
  [".env", "ini"],
  ["deep/.env.local", "ini"],
  ["orders.csv", "plaintext"],
  ["LICENSE", "plaintext"],
  ["not-toml.toml.bak", "plaintext"],
])("%s is %s", (path, id) => {
  expect(languageOf(path).id).toBe(id);
});

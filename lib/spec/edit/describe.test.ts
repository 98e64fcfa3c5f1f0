import { describe, expect, it } from "vitest";
import { specReference } from "../reference";
import { describeKey, describeName, exampleTextsAt, isNameOfAuthor, shapeAt, textsAt } from "./describe";

describe("what the definition says", () => {
  it("of every key is what the reference says of it", () => {
    for (const { header, keys } of specReference()) {
      const path = /^\[{1,2}(.+?)\]{1,2}$/.exec(header)?.[1]?.split(".") ?? [];
      const table = header.startsWith("[[") ? [...path, 0] : path;
      if (header !== "" && path.length === 0) continue; // bounds of arguments have no header of their own
      for (const key of keys) {
        const described = describeKey([...table, key.name]);
        expect(described?.description).toBe(key.description);
        expect(described?.default).toBe(key.default);
      }
    }
  });

  it("of a name that an author chose is what it is a name of", () => {
    const path = ["capabilities", "secrets", "TOKEN"];
    expect(isNameOfAuthor(path)).toBe(true);
    expect(describeKey(path)).toBeNull();
    expect(describeName(path)?.description).toMatch(/^Secrets/);
    expect(describeName(["agent", "name"])).toBeNull();
  });

  it("of what it does not know is nothing", () => {
    expect(describeKey([])).toBeNull();
    expect(describeKey(["agent", "constructor"])).toBeNull();
    expect(describeKey(["test", 0])).toBeNull();
  });
});

it.each([
  [["agent"], "table"],
  [["test"], "tables"],
  [["capabilities", "tools"], "named"],
  [["capabilities", "filesystem", "read"], "list"],
  [["audit", "hash_chain"], "truth"],
  [["agent", "name"], "text"],
  [["resources", "pids_limit"], "number"],
  [["spec"], "number"],
  [["test", 0, "request"], "table"],
  [["capabilities", "tools", "x", "args", "y"], "other"],
])("%j is written as a %s", (path, shape) => {
  expect(shapeAt(path)).toBe(shape);
});

it("knows words, and examples where there are none", () => {
  expect(textsAt(["guards", "input", 0])).toContain("pii:mask");
  expect(textsAt(["agent", "name"])).toEqual([]);
  expect(exampleTextsAt(["capabilities", "filesystem", "deny", 4])).toEqual(["**/*.key", "**/.env*"]);
  expect(exampleTextsAt(["approvals", "timeout"])).toEqual(["5m"]);
  expect(exampleTextsAt(["resources", "pids_limit"])).toEqual([]);
});

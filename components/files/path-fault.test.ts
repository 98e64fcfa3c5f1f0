import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { faultOfMove, faultOfPath, startOf, takenNames } from "./path-fault";

const existing = ["agent.ts", "data/x.csv"];

describe("faultOfPath", () => {
  it.each(["notes.md", "data/y.csv", "a/b/c.txt", ".env", "agent.ts.bak", "Übersicht 2.md"])(
    "takes %s",
    (path) => {
      expect(faultOfPath(path, existing)).toBeNull();
    },
  );
  it.each([
    "",
    "/x",
    "../x",
    "a/../b",
    "a//b",
    "a/",
    "./a",
    "a b ",
    "a\\b",
    "a\u202eb",
    "agent.ts",
    "data",
    "agent.ts/x",
  ])("refuses %j with a sentence", (path) => {
    expect(faultOfPath(path, existing)).toMatch(/\.$/);
  });
  it("refuses what is too long", () => {
    expect(faultOfPath("x".repeat(201), existing)).toContain("200");
  });
});

describe("faultOfMove", () => {
  it("lets a file have its own name, and a folder the names of what is in it", () => {
    expect(faultOfMove("agent.ts", "agent.ts", existing)).toBeNull();
    expect(faultOfMove("data", "data2", existing)).toBeNull();
    expect(faultOfMove("agent.ts", "data/agent.ts", existing)).toBeNull();
  });
  it.each([
    ["data", "data/in"],
    ["agent.ts", "data"],
    ["agent.ts", "data/x.csv"],
    ["data", "agent.ts"],
    ["agent.ts", "../x"],
  ])("refuses %s as %s", (from, to) => {
    expect(faultOfMove(from, to, existing)).toMatch(/\.$/);
  });
});

it("lets files into folders that nothing is in, and no file have the name of one", () => {
  const taken = takenNames(existing, ["empty"]);
  expect(faultOfPath("empty/x.ts", taken)).toBeNull();
  expect(faultOfMove("agent.ts", "empty/agent.ts", taken)).toBeNull();
  expect(faultOfMove("empty", "other", taken)).toBeNull();
  expect(faultOfPath("empty", taken)).toBe("There is a folder of that name.");
});

it("starts a policy as one that parses and grants nothing", () => {
  const policy = parse(startOf("agent.toml"));
  expect(policy).toHaveProperty("agent.name");
  expect(policy).not.toHaveProperty("capabilities");
  expect(startOf("notes.md")).toBe("");
});

import { describe, expect, it } from "vitest";
import { load } from "@/lib/spec";
import { countOf, inOrder, nextProblem, type Problem, problemOf } from "./problem";

const at = (line: number, column = 1) => ({ line, column, endLine: line, endColumn: column + 1 });
const one = (path: string, line: number, severity: Problem["severity"] = "error"): Problem => {
  return { path, severity, code: "X", message: `${path} ${line}`, at: at(line), fixes: [] };
};
const ALL = inOrder([one("b.ts", 3), one("agent.toml", 9), one("a.ts", 1), one("agent.toml", 2, "note")]);

describe("problems", () => {
  it("stand by file, policies first, from above to below", () => {
    expect(ALL.map(({ message }) => message)).toEqual(["agent.toml 2", "agent.toml 9", "a.ts 1", "b.ts 3"]);
  });

  it("are counted without notes", () => {
    expect(countOf(ALL)).toBe(3);
    expect(countOf(ALL, "agent.toml")).toBe(1);
  });

  it.each([
    ["agent.toml", at(1), "agent.toml 2"],
    ["agent.toml", at(2), "agent.toml 9"],
    ["agent.toml", at(9), "a.ts 1"],
    ["b.ts", at(3), "agent.toml 2"],
    ["b.ts", null, "b.ts 3"],
    ["aa.ts", at(1), "b.ts 3"],
    [null, null, "agent.toml 2"],
  ] as const)("behind %s %j comes %s", (path, place, expected) => {
    expect(nextProblem(ALL, path, place)?.message).toBe(expected);
  });

  it("there is no next one where there is none", () => {
    expect(nextProblem([], "a.ts", null)).toBeUndefined();
  });

  it("of a policy have the place and the mends of the language", () => {
    const [diagnostic] = load('[agent]\nname = "x"\ndescripton = "y"\n').diagnostics;
    if (!diagnostic) throw new Error("a misspelt key is a problem");
    expect(problemOf("agent.toml", diagnostic)).toMatchObject({
      severity: "error",
      at: { line: 3, column: 1, endColumn: 11 },
      fixes: [{ title: expect.stringMatching(/description/) }],
    });
  });
});

import { describe, expect, it } from "vitest";
import { asBegun } from "./kept-run";

const TEXTS = { "agent.ts": "one", "data.csv": "a", "gone.txt": "there" };
const LEFT = { "out/report.md": "report", "data.csv": "b", "gone.txt": null };

describe("the files as a run began with them", () => {
  it("are those of before where nothing was edited since", () => {
    const now = { "agent.ts": "one", "data.csv": "b", "out/report.md": "report" };
    expect(asBegun({ texts: TEXTS, left: LEFT }, now)).toEqual(TEXTS);
  });

  it("have what was edited since, also of what the run had left", () => {
    const now = { "agent.ts": "two", "data.csv": "c", "out/report.md": "report, read", "gone.txt": "back" };
    expect(asBegun({ texts: TEXTS, left: LEFT }, now)).toEqual(now);
  });

  it("take a name of the prototype for a name", () => {
    const now = JSON.parse('{"__proto__": "text"}');
    expect(Object.keys(asBegun({ texts: {}, left: {} }, now))).toEqual(["__proto__"]);
  });
});

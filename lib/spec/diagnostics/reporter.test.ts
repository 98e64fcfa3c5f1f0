import { describe, expect, it } from "vitest";
import { load } from "../load";
import { emptySourceMap } from "../source-map";
import { applyFix } from "./apply-fix";
import { MAX_DIAGNOSTICS, Reporter } from "./reporter";

const place = (offset: number) => ({ line: 1, column: offset + 1, offset });
const range = (start: number, end: number) => ({ start: place(start), end: place(end) });

describe("reporter", () => {
  it("sorts by place and says a thing once", () => {
    const reporter = new Reporter(emptySourceMap("abc"));
    reporter.addAt({ code: "ADS051", message: "b.", path: [] }, range(1, 2));
    reporter.addAt({ code: "ADS013", message: "a.", path: [] }, range(0, 1));
    reporter.addAt({ code: "ADS013", message: "a.", path: [] }, range(0, 1));
    expect(reporter.sorted().map(({ message }) => message)).toEqual(["a.", "b."]);
    expect(reporter.sorted().map(({ severity }) => severity)).toEqual(["error", "warning"]);
  });

  it("stops at the cap", () => {
    const keys = Array.from({ length: 1000 }, (_, index) => `k${index} = 1`).join("\n");
    expect(load(`[agent]\nname = "x"\n${keys}`).diagnostics).toHaveLength(MAX_DIAGNOSTICS);
  });

  it("falls back on the closest place that is in the text", () => {
    const { diagnostics } = load("[agent]\n[capabilities.secrets.T]\n");
    expect(diagnostics.map(({ range: { start } }) => start.line)).toEqual([1, 2]);
  });
});

describe("fixes", () => {
  it("are applied from the end, so that earlier edits move nothing", () => {
    const fix = {
      title: "two edits",
      edits: [
        { range: range(0, 1), newText: "xyz" },
        { range: range(2, 3), newText: "" },
      ],
    };
    expect(applyFix("abc", fix)).toBe("xyzb");
  });
});

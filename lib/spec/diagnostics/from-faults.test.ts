import { describe, expect, it } from "vitest";
import { compile, link } from "../../policy";
import { load } from "../load";
import { diagnosticsOfFaults } from "./from-faults";

describe("faults of the engine", () => {
  it("become errors at the rule", () => {
    const text = '[agent]\nname = "x"\n[capabilities.tools.t]\nargs.a = { matches = "*a" }\n';
    const { spec, source } = load(text);
    if (spec === null) throw new Error("the text of this test loads");
    const diagnostics = diagnosticsOfFaults(link(compile(spec, source)).faults);
    expect(diagnostics).toMatchObject([{ code: "ADS036", severity: "error" }]);
    expect(diagnostics[0]?.range.start.line).toBeGreaterThan(2);
  });

  it("without a place stand at the top", () => {
    const [diagnostic] = diagnosticsOfFaults([{ range: null, message: "No." }]);
    expect(diagnostic?.range.start).toEqual({ line: 1, column: 1, offset: 0 });
  });
});

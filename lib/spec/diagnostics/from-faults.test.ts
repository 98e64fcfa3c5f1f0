import { describe, expect, it } from "vitest";
import { load } from "../load";
import { diagnosticsOfFaults } from "./from-faults";

describe("faults of the engine", () => {
  it("become errors at the rule", () => {
    const text = '[agent]\nname = "x"\n[capabilities.tools.t]\nargs.a = { matches = "*a" }\n';
    const { spec, diagnostics } = load(text);
    expect(spec).toBeNull();
    expect(diagnostics).toMatchObject([{ code: "ADS036", severity: "error" }]);
    expect(diagnostics[0]?.range.start.line).toBeGreaterThan(2);
  });

  it("without a place stand at the top", () => {
    const [diagnostic] = diagnosticsOfFaults([{ range: null, message: "No." }]);
    expect(diagnostic?.range.start).toEqual({ line: 1, column: 1, offset: 0 });
  });
});

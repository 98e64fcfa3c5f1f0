import { describe, expect, it } from "vitest";
import { load } from "../load";
import { applyFix } from "./apply-fix";

const agent = '[agent]\nname = "x"\n';
const warnings = (text: string) => {
  const { spec, diagnostics } = load(text);
  expect(spec).not.toBeNull();
  expect(diagnostics.every(({ severity }) => severity === "warning")).toBe(true);
  return diagnostics;
};

describe("warnings", () => {
  it.each<[string, string, number]>([
    [`${agent}trust_level = "untrusted"`, "ADS050", 3],
    [`${agent}[capabilities.network]\ndeny_egress = ["*"]`, "ADS051", 4],
    [`${agent}[audit]\nhash_chain = false`, "ADS052", 4],
    [`${agent}[capabilities.filesystem]\napprove = ["/x"]`, "ADS053", 4],
    [`${agent}[capabilities.network]\napprove_egress = ["https://x.example"]`, "ADS053", 4],
    [`${agent}[capabilities.exec]\napprove = ["git"]`, "ADS053", 4],
    [`${agent}[capabilities.tools.t]\neffect = "approve"`, "ADS053", 4],
    [`${agent}[capabilities.api.g]\nscope = ["read"]`, "ADS054", 4],
  ])("%j", (text, code, line) => {
    expect(warnings(text)).toMatchObject([{ code, range: { start: { line } } }]);
  });

  it.each([
    `${agent}trust_level = "untrusted"\n[capabilities.filesystem]\ndeny = ["/etc/**"]`,
    `${agent}[capabilities.network]\nallow_egress = ["https://x.example"]\ndeny_egress = ["*"]`,
    `${agent}[capabilities.network]\ndeny_egress = ["*", "https://x.example"]`,
    `${agent}[capabilities.filesystem]\napprove = ["/x"]\n[approvals]\ntimeout = "1m"`,
    `${agent}[capabilities.api.g]\nrecipient = ["a@b.example"]`,
  ])("has none for %j", (text) => {
    expect(warnings(text)).toEqual([]);
  });

  it("mends what it can", () => {
    for (const text of [
      `${agent}[audit]\nhash_chain = false`,
      `${agent}[capabilities.filesystem]\napprove = ["/x"]`,
      `${agent}[capabilities.api.g]\nscope = ["read"]\n`,
    ]) {
      const [fix] = warnings(text)[0]?.fixes ?? [];
      expect(fix && warnings(applyFix(text, fix))).toEqual([]);
    }
  });
});

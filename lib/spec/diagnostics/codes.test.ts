import { describe, expect, it } from "vitest";
import { DIAGNOSTIC_CODES, DIAGNOSTICS } from "./codes";

describe("codes", () => {
  it("are ADS and three digits, in order", () => {
    for (const code of DIAGNOSTIC_CODES) expect(code).toMatch(/^ADS0[0-9]{2}$/);
    expect([...DIAGNOSTIC_CODES].sort()).toEqual(DIAGNOSTIC_CODES);
  });

  it("keep their meaning: errors below 50, warnings and notes from there", () => {
    for (const code of DIAGNOSTIC_CODES) {
      expect(DIAGNOSTICS[code].severity === "error").toBe(Number(code.slice(3)) < 50);
    }
  });

  it("say in sentences what happened and what to do", () => {
    for (const code of DIAGNOSTIC_CODES) {
      expect(DIAGNOSTICS[code].summary).toMatch(/^[A-Za-z].*\.$/);
      expect(DIAGNOSTICS[code].mend).toMatch(/^[A-Z].*\.$/);
    }
  });
});

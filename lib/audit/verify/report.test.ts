import { describe, expect, test } from "vitest";
import { VERDICTS, type VerdictCode } from "../verdicts";
import { exitCode } from "./report";

const NO_CLOSE = [{ code: "NO_CLOSE", why: "It is still running.", count: 1 }] as const;

describe("exit codes", () => {
  test("of a log that is whole", () => {
    expect(exitCode({ verdict: "OK", covered: 4, warnings: [] })).toBe(0);
  });

  test("of a log that is valid but incomplete", () => {
    expect(exitCode({ verdict: "OK", covered: 4, warnings: NO_CLOSE })).toBe(3);
    expect(exitCode({ verdict: "OK", covered: 4, warnings: NO_CLOSE }, { allowIncomplete: true })).toBe(0);
    expect(exitCode({ verdict: "UNANCHORED_TAIL", covered: 4, warnings: [] })).toBe(3);
    expect(
      exitCode({ verdict: "UNANCHORED_TAIL", covered: 4, warnings: NO_CLOSE }, { allowIncomplete: true }),
    ).toBe(0);
  });

  test("never zero for a log of which nothing is covered", () => {
    expect(exitCode({ verdict: "unknown", covered: 0, warnings: [] }, { allowIncomplete: true })).toBe(3);
    expect(
      exitCode({ verdict: "UNANCHORED_TAIL", covered: 0, warnings: [] }, { allowIncomplete: true }),
    ).toBe(3);
  });

  test("one for everything else, whatever is allowed", () => {
    const bad = (Object.keys(VERDICTS) as VerdictCode[]).filter(
      (code) => code !== "OK" && code !== "UNANCHORED_TAIL",
    );
    expect(bad).toHaveLength(13);
    for (const verdict of bad)
      expect(exitCode({ verdict, covered: 4, warnings: [] }, { allowIncomplete: true })).toBe(1);
  });
});

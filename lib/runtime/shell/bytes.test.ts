import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOfText, bytesOfUnits, outputOf, textOf, unitsOf } from "./bytes";

const result = (stdout: string, stdoutKind?: "text" | "bytes") => ({
  stdout,
  stderr: "",
  exitCode: 0,
  ...(stdoutKind && { stdoutKind }),
});

describe("output", () => {
  it("keeps all bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => {
        expect(bytesOfUnits(unitsOf(bytes))).toEqual(new Uint8Array(bytes));
        expect(outputOf(result(unitsOf(bytes), "bytes"))).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it("keeps all text, labelled or not", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(textOf(outputOf(result(text, "text")))).toBe(text);
        expect(textOf(outputOf(result(unitsOf(bytesOfText(text)))))).toBe(text);
      }),
    );
    expect(textOf(outputOf(result("é")))).toBe("é");
    expect(textOf(outputOf(result("日")))).toBe("日");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readReport } from "./read-report";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 200);

describe("a report", () => {
  it.each([
    ['{"memoryBytes":5}', { memoryBytes: 5, hasRejections: false }],
    [
      '{"memoryBytes":5,"hasRejections":true,"ended":{"kind":"value","text":"x","more":1},"__proto__":{}}',
      { memoryBytes: 5, hasRejections: true, ended: { kind: "value", text: "x" } },
    ],
    [
      '{"memoryBytes":5,"ended":{"kind":"thrown","text":"x"}}',
      { memoryBytes: 5, hasRejections: false, ended: { kind: "thrown", text: "x" } },
    ],
  ])("is read: %s", (text, report) => {
    expect(readReport(text)).toEqual(report);
  });

  it.each([
    "",
    "null",
    "[]",
    "5",
    "{}",
    '{"memoryBytes":"5"}',
    '{"memoryBytes":5,"ended":null}',
    '{"memoryBytes":5,"ended":{"kind":"stopped"}}',
    '{"memoryBytes":5,"ended":{"kind":"value","text":5}}',
    '{"memoryBytes":5,"ended":{"kind":"thrown"}}',
  ])("is none: %s", (text) => {
    expect(readReport(text)).toBeUndefined();
  });

  it("is read from any text without an error", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const report = readReport(text);
        expect(report === undefined || typeof report.memoryBytes === "number").toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});

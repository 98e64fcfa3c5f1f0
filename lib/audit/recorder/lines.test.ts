import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JournalFault } from "./journal";
import { joinLines, LineSplitter } from "./lines";

const record = fc.uint8Array({ minLength: 1, maxLength: 40 }).filter((bytes) => !bytes.includes(10));
const RUNS = Number(process.env.PROPERTY_RUNS ?? 300);

describe("lines", () => {
  test("whatever the pieces are, the records come back, and what was torn is left", () => {
    const property = fc.property(fc.array(record), fc.array(fc.nat(60)), record, (records, cuts, torn) => {
      const bytes = new Uint8Array([...joinLines(records), ...torn]);
      const splitter = new LineSplitter(100);
      const lines: Uint8Array[] = [];
      let at = 0;
      for (const cut of [...cuts, bytes.length]) {
        lines.push(...splitter.push(bytes.subarray(at, at + cut)));
        at = Math.min(bytes.length, at + cut);
      }
      expect(lines.map((line) => [...line])).toEqual(records.map((line) => [...line]));
      expect([...splitter.rest]).toEqual([...torn]);
    });
    fc.assert(property, { numRuns: RUNS });
  });

  test.each([[[]], [[10]], [[97, 10]], [[10, 97]]])("%j is no line", (bytes) => {
    expect(() => joinLines([Uint8Array.of(97), new Uint8Array(bytes)])).toThrow(JournalFault);
  });

  test("a line without an end is refused before it fills the memory", () => {
    const splitter = new LineSplitter(100);
    const push = () => {
      for (let i = 0; i < 20; i++) splitter.push(new Uint8Array(10).fill(97));
    };
    expect(push).toThrow(expect.objectContaining({ trouble: "damaged" }));
    expect(splitter.rest.length).toBeLessThanOrEqual(100);
  });
});

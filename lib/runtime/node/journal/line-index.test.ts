import fc from "fast-check";
import { expect, test } from "vitest";
import { LineIndex } from "./line-index";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 200);

test("whatever the pieces are, lines and places are those of the whole", () => {
  const text = fc.array(fc.constantFrom(10, 97, 98), { maxLength: 5_000, size: "max" });
  fc.assert(
    fc.property(text, fc.array(fc.nat(2_000)), (bytes, cuts) => {
      const whole = Uint8Array.from(bytes);
      const index = new LineIndex();
      let at = 0;
      for (const cut of [...cuts, whole.length]) {
        index.add(whole.subarray(at, at + cut));
        at = Math.min(whole.length, at + cut);
      }
      const starts = [0];
      for (const [i, byte] of bytes.entries()) if (byte === 10) starts.push(i + 1);
      expect([index.lines, index.end]).toEqual([starts.length - 1, starts.at(-1)]);
      expect(index.rest).toBe(whole.length - index.end);
      for (const line of [0, 1, 1_023, 1_024, 1_500, index.lines]) {
        const known = index.before(Math.min(line, index.lines));
        expect(known.line).toBeLessThanOrEqual(line);
        expect(known.place).toBe(starts[known.line]);
      }
    }),
    { numRuns: RUNS },
  );
});

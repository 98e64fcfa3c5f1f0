import fc from "fast-check";
import { expect, it } from "vitest";
import { compareBytes, equalBytes, joinBytes } from "./compare";

const bytes = fc.uint8Array({ max: 2, maxLength: 4 });

it("orders and compares as the platform does", () => {
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b));
      expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0);
    }),
  );
});

it("puts parts behind each other", () => {
  fc.assert(
    fc.property(fc.array(bytes), (parts) => {
      expect([...joinBytes(parts)]).toEqual(parts.flatMap((part) => [...part]));
    }),
  );
});

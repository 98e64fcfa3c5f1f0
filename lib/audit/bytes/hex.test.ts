import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeHex, fromHex, putHashHex, toHex, writeHex } from "./hex";

describe("hex", () => {
  it("is that of the platform, both ways", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = Buffer.from(bytes).toString("hex");
        expect(toHex(bytes)).toBe(text);
        expect(fromHex(text)).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it("writes the digits of a hash that lies among other bytes", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 40, maxLength: 40 }),
        fc.nat(8),
        fc.nat(8),
        (bytes, from, at) => {
          const target = Buffer.alloc(72, "-");
          putHashHex(bytes, from, new DataView(target.buffer, target.byteOffset, 72), at);
          const digits = toHex(bytes.subarray(from, from + 32));
          expect(target.toString()).toBe(`${"-".repeat(at)}${digits}${"-".repeat(8 - at)}`);
        },
      ),
    );
  });

  it("takes only lowercase digits", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 2, maxLength: 2 }), (text) => {
        expect(fromHex(text) !== undefined).toBe(/^(?:[0-9a-f]{2})*$/.test(text));
      }),
    );
  });

  it.each(["a", "0A", "0g", "٣٣", "0x", " 0", "\u0130a", "\u8030a"])("refuses %j", (text) =>
    expect(fromHex(text)).toBeUndefined(),
  );

  it("decodes digits that are bytes in the same way", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary-ascii", minLength: 4, maxLength: 4 }),
      fc.constantFrom("0aff", "é00", "00"),
    );
    fc.assert(
      fc.property(text, (digits) => {
        const out = new Uint8Array(2);
        const bytes = decodeHex(Buffer.from(digits, "latin1"), out) ? out : undefined;
        expect(bytes).toEqual(digits.length === 4 ? fromHex(digits) : undefined);
      }),
      { numRuns: 5000 },
    );
  });

  it("writes where it is told, and says whether it did", () => {
    const bytes = new Uint8Array(4);
    expect(writeHex("0aff", bytes, 1)).toBe(true);
    expect(writeHex("0aFF", bytes, 1)).toBe(false);
    expect([bytes[0], bytes[1], bytes[3]]).toEqual([0, 10, 0]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import { bodyText } from "./body-text";

describe("a body for a person", () => {
  it("is text where it is text, with signs for what would act", () => {
    expect(bodyText(utf8("a\tb\r\n\u001b[2J\u202ec"))).toEqual({
      kind: "text",
      text: "a\tb␍\n␛[2J\ufffdc",
      shown: 13,
    });
  });

  it("is bytes where it is not", () => {
    expect(bodyText(Uint8Array.of(0xff, 0x41, 0x00))).toEqual({
      kind: "bytes",
      text: `000000  ff 41 00${" ".repeat(15)}  .A.`,
      shown: 3,
    });
    expect(bodyText(utf8("a\0b")).kind).toBe("bytes");
    expect(bodyText(new Uint8Array(5000)).shown).toBe(512);
  });

  it("ends between letters and after so many lines", () => {
    const letters = bodyText(utf8("漢".repeat(20_000)));
    expect([letters.kind, letters.shown]).toEqual(["text", 16_383]);
    expect(bodyText(utf8("x\n".repeat(1000)))).toMatchObject({ kind: "text", shown: 799 });
  });

  it("has no control character and is never long, whatever it is", () => {
    const some = fc.oneof(fc.uint8Array({ maxLength: 2000 }), fc.string({ unit: "binary" }).map(utf8));
    fc.assert(
      fc.property(some, (bytes) => {
        const { text, shown } = bodyText(bytes);
        expect(text.replace(/[\n\t]/g, "")).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        expect(shown).toBeLessThanOrEqual(bytes.length);
        expect(text.length).toBeLessThanOrEqual(16 * 1024);
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 200) },
    );
  });
});

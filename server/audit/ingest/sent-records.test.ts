import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import { SentRecords } from "./sent-records";

const RUNS = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 2_000) / 4);

test("records are found in the run as they were sent, whatever is in them", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), (texts) => {
      const records = SentRecords.of(texts);
      expect(records.count).toBe(texts.length);
      expect(records.size).toBe(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0));
      const found = texts.map((_, place) => [records.at(place), records.isWellFormed(place)]);
      expect(found).toEqual(texts.map((text) => [utf8(text), text.isWellFormed()]));
      expect(records.areWellFormed).toBe(texts.every((text) => text.isWellFormed()));
    }),
    { numRuns: RUNS },
  );
});

test("halves of a pair stay halves, each in its record", () => {
  const records = SentRecords.of(["\ud83d", "\udc34", "🐴", "a\nb"]);
  expect([0, 1, 2, 3].map((place) => records.isWellFormed(place))).toEqual([false, false, true, true]);
  expect(Buffer.from(records.bytes).toString()).toBe("\ufffd\n\ufffd\n🐴\na\nb");
  expect(records.at(3)).toEqual(utf8("a\nb"));
});

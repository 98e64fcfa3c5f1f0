import { expect, it } from "vitest";
import { fromUtf8 } from "../bytes";
import { type Entry, encodeRecord, FIRST_PREV, PlaceBytes } from "../record";
import { LineBuffer } from "./line-buffer";

const SID = "0198c0de-0000-7000-8000-000000000001";

it("keeps every line for good, behind the prefix of a leaf while it is hashed", () => {
  const buffer = new LineBuffer();
  const place = new PlaceBytes(SID);
  const entries = Array.from({ length: 2000 }, (_, i) => ({
    type: "env.read" as const,
    data: { code: "ALLOWED", reason: "é".repeat(i % 700), verdict: "allow" },
    ts: `2026-01-01T00:00:${String(i % 60).padStart(2, "0")}.000Z`,
  })) as (Entry & { ts: string })[];
  const lines = entries.map((entry, seq) => encodeRecord({ ...entry, prev: FIRST_PREV, seq, sid: SID }));
  const kept = entries.map((entry, i) => {
    const prefixed = buffer.write(entry, place, i);
    expect([prefixed[0], fromUtf8(prefixed.subarray(1))]).toEqual([0, lines[i]]);
    return buffer.keep(i);
  });
  expect(kept.map(({ bytes }) => fromUtf8(bytes))).toEqual(lines);
  expect(kept.map(({ seq, length, bytes }) => [seq, length === bytes.length])).toEqual(
    lines.map((_, seq) => [seq, true]),
  );
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AuditFault, utf8 } from "../bytes";
import { type JsonValue, readCanonical, writeCanonical } from "../json";
import { hardText, jsonValue, mutated } from "../json/testing/arbitraries";
import { RECORDS } from "../testing/worked-example";
import { encodeRecord } from "./encode";
import { FIRST_PREV } from "./envelope";
import { isSid, isTime } from "./leaves";
import { MAX_RECORD_BYTES } from "./limits";
import { readRecord } from "./read";
import { RecordScanner } from "./scan";
import { anyEntry, anySha256, anySid, anyTime } from "./testing/arbitraries";

const numRuns = Number(process.env.PROPERTY_RUNS ?? 3000);
/** A long run is to end by itself, not by the clock. */
const long = { timeout: Math.max(30_000, numRuns * 20) };
const SID = "0198c0de-0000-7000-8000-000000000001";
const RECORD = {
  data: {},
  prev: FIRST_PREV,
  seq: 0,
  sid: SID,
  ts: "2026-01-01T00:00:00.000Z",
  type: "a.b",
  v: 1,
};

const record = fc
  .record({ entry: anyEntry, prev: anySha256, seq: fc.maxSafeNat(), sid: anySid, ts: anyTime })
  .map(({ entry, ...place }) => utf8(encodeRecord({ ...entry, ...place })));

/** Objects that have the members of a record, with something else in some of them. */
const nearly = fc
  .tuple(
    fc.constantFrom(...Object.keys(RECORD), "w", "A"),
    fc.oneof(
      jsonValue,
      hardText,
      fc.integer(),
      fc.constantFrom("a.b.c", "A.b", "a", "a..b", "9.a", "a.b_2", SID),
    ),
  )
  .map(([key, value]) => utf8(writeCanonical({ ...RECORD, [key]: value } as JsonValue)));

/** By definition: canonical JSON with the members of a record, each as the format says. */
function isRecord(bytes: Uint8Array): boolean {
  const read = readCanonical(bytes);
  if (!read.ok || bytes.length > MAX_RECORD_BYTES || typeof read.value !== "object") return false;
  const { data, prev, seq, sid, ts, type, v, ...more } = read.value as Record<string, unknown>;
  return (
    typeof data === "object" &&
    !Array.isArray(data) &&
    typeof prev === "string" &&
    /^[0-9a-f]{64}$/.test(prev) &&
    typeof seq === "number" &&
    seq >= 0 &&
    isSid(sid) &&
    isTime(ts) &&
    typeof type === "string" &&
    type.length <= 64 &&
    /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+$/.test(type) &&
    v === 1 &&
    Object.keys(more).length === 0
  );
}

describe("readRecord", () => {
  it("reads what was recorded, of every type", long, () => {
    fc.assert(
      fc.property(record, (bytes) => {
        const read = readRecord(bytes);
        expect(read.ok && utf8(writeCanonical(read.record as unknown as JsonValue))).toEqual(bytes);
      }),
      { numRuns },
    );
  });

  it(
    "takes records and nothing else, of random and of mutated bytes; the scanner finds the same parts",
    long,
    () => {
      const scanner = new RecordScanner();
      const anything = fc.oneof(mutated(record), mutated(nearly), nearly, fc.uint8Array({ maxLength: 50 }));
      fc.assert(
        fc.property(anything, (bytes) => {
          const read = readRecord(bytes);
          expect(read.ok).toBe(isRecord(bytes));
          expect(scanner.scan(bytes, 0, bytes.length)).toBe(read.ok);
          if (read.ok) expect(partsOf(scanner, bytes)).toEqual(read.record);
          else expect(["PARSE", "NOT_CANONICAL", "UNKNOWN_VERSION"]).toContain(read.code);
        }),
        { numRuns },
      );
    },
  );

  it("reads the worked example, whose data no schema here knows", () => {
    expect(RECORDS.map((line) => readRecord(utf8(line))).map((read) => read.ok && read.record.type)).toEqual([
      "session.open",
      "fs.write",
      "net.connect",
      "session.close",
    ]);
  });

  it.each([
    ["another version", { ...RECORD, v: 2 }, "UNKNOWN_VERSION"],
    ["another version with other members", { v: 2 }, "UNKNOWN_VERSION"],
    ["no version", { ...RECORD, v: undefined }, "PARSE"],
    ["a version that is no number", { ...RECORD, v: "2" }, "PARSE"],
    ["a member too many", { ...RECORD, w: 1 }, "PARSE"],
    ["data that are no object", { ...RECORD, data: [] }, "PARSE"],
    ["a list", [RECORD], "PARSE"],
  ])("says what it is: %s", (_, value, code) => {
    expect(readRecord(utf8(writeCanonical(value as JsonValue)))).toMatchObject({ ok: false, code });
  });

  it("tells another spelling of a record from what is none", () => {
    const line = writeCanonical(RECORD as JsonValue);
    expect(readRecord(utf8(`${line} `))).toMatchObject({ ok: false, code: "NOT_CANONICAL" });
    expect(readRecord(utf8(`${line}}`))).toMatchObject({ ok: false, code: "PARSE" });
    expect(readRecord(utf8(`\ufeff${line}`))).toMatchObject({ ok: false, code: "PARSE" });
  });

  it("has a limit of length that counts bytes, to the byte", () => {
    const withText = (text: string) => utf8(writeCanonical({ ...RECORD, data: { text } } as JsonValue));
    const room = MAX_RECORD_BYTES - withText("").length;
    expect(readRecord(withText("a".repeat(room))).ok).toBe(true);
    expect(readRecord(withText("a".repeat(room + 1)))).toMatchObject({ ok: false, code: "PARSE" });
    expect(readRecord(withText("é".repeat(room / 2 + 1)))).toMatchObject({ ok: false, code: "PARSE" });
  });

  it("never repeats the values that it refuses", () => {
    const read = readRecord(utf8('{"data":{"secret":"hunter2","a":1}}'));
    expect(read.ok ? "" : read.why).not.toContain("hunter2");
  });

  it("throws for nothing but a fault of ours, however large", () => {
    expect(() => readRecord(utf8("[".repeat(5_000_000)))).not.toThrow(AuditFault);
  });
});

/** The record as the scanner tells it. */
function partsOf(scanner: RecordScanner, bytes: Uint8Array): unknown {
  const text = (from: number, end: number) => Buffer.from(bytes.subarray(from, end)).toString();
  const data = JSON.parse(text(scanner.data, scanner.dataEnd));
  const part = (from: number, end: number) => (from === 0 ? undefined : JSON.parse(text(from, end)));
  expect(part(scanner.call, scanner.callEnd)).toEqual(Object.hasOwn(data, "call") ? data.call : undefined);
  expect(part(scanner.verdict, scanner.verdictEnd)).toEqual(
    Object.hasOwn(data, "verdict") ? data.verdict : undefined,
  );
  const isPlace = typeof data.of === "number" && data.of >= 0;
  expect(scanner.of).toBe(isPlace ? data.of : -1);
  return {
    data,
    prev: text(scanner.prev, scanner.prev + 64),
    seq: scanner.seq,
    sid: text(scanner.sid, scanner.sid + 36),
    ts: text(scanner.ts, scanner.ts + 24),
    type: text(scanner.type, scanner.typeEnd),
    v: 1,
  };
}

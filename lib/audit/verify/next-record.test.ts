/** The short way must never take what the long way refuses. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { fromUtf8, joinBytes, utf8 } from "../bytes";
import { RecordScanner } from "../record";
import { NextRecord } from "./next-record";
import { hasher, session } from "./testing/check";
import { mutationsOf } from "./testing/inputs";
import { calls, TestSession } from "./testing/session";
import { Time } from "./time";

function goBehind(next: NextRecord, record: Uint8Array): void {
  hasher.leafInto(record, new Uint8Array(32), 0, next.link);
  next.advance();
}

/** Ready for the record `seq` of these. */
function before(records: readonly Uint8Array[], seq: number, sid: string) {
  const next = new NextRecord(sid);
  const time = new Time();
  const scanner = new RecordScanner();
  for (const record of records.slice(0, seq)) {
    scanner.scan(record, 0, record.length);
    time.goOn(record, scanner.ts);
    goBehind(next, record);
  }
  return (bytes: Uint8Array, from = 0, end = bytes.length) =>
    next.takes(scanner, bytes, from, end, time) === end && next;
}

test("takes the records of a log in their places and in no others, also where the number gets longer", () => {
  const { records, sid } = new TestSession(hasher, { entries: calls(51) });
  for (const seq of [1, 2, 9, 10, 11, 99, 100, 101]) {
    const takes = before(records, seq, sid);
    for (const at of [seq - 1, seq, seq + 1]) {
      const record = records[at] as Uint8Array;
      const taken = takes(joinBytes([utf8("\n"), record, utf8("\n")]), 1, record.length + 1);
      expect(taken !== false, `record ${at} as ${seq}`).toBe(at === seq);
    }
  }
});

test("goes on behind a log of any size as if it had seen all of it", () => {
  const { records, sid } = new TestSession(hasher, { entries: calls(51) });
  for (const seq of [1, 2, 9, 10, 11, 99, 100, 101]) {
    const last = records[seq - 1] as Uint8Array;
    const next = new NextRecord(sid);
    const scanner = new RecordScanner();
    const time = new Time();
    next.goOnFrom(seq, hasher.leaf(last));
    for (const record of records.slice(seq)) {
      expect(next.takes(scanner, record, 0, record.length, time)).toBe(record.length);
      time.goOn(record, next.ts);
      goBehind(next, record);
    }
    expect(next.takes(scanner, last, 0, last.length, time)).toBe(-1);
  }
});

test("tells where the time and the type are", () => {
  const record = session.records[1] as Uint8Array;
  const taken = before(session.records, 1, session.sid)(record);
  const text = fromUtf8(record) as string;
  expect(taken && text.slice(taken.ts, taken.ts + 24)).toBe("2026-01-01T00:00:01.000Z");
  expect(taken && text.slice(taken.type, taken.typeEnd)).toBe("fs.read");
});

test("refuses whatever the scanner refuses", () => {
  const records = session.records.slice(1);
  fc.assert(
    fc.property(mutationsOf(records), fc.nat(session.size - 2), (bytes, place) => {
      const taken = before(session.records, place + 1, session.sid)(bytes);
      if (taken === false) return;
      const scanner = new RecordScanner();
      const type = fromUtf8(bytes.subarray(taken.type, taken.typeEnd)) ?? "";
      // Only types that are known by name are taken this way; the form of others is for the scanner to judge.
      if (/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/.test(type) && type.length <= 64) {
        expect(scanner.scan(bytes, 0, bytes.length)).toBe(true);
        expect(scanner.seq).toBe(place + 1);
        expect([scanner.ts, scanner.type, scanner.typeEnd]).toEqual([taken.ts, taken.type, taken.typeEnd]);
      }
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 3000) },
  );
});

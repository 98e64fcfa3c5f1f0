import { expect, it } from "vitest";
import { utf8 } from "../bytes";
import { RECORDS } from "../testing/worked-example";
import { RecordScanner } from "./scan";

const BYTES = utf8(`${RECORDS.join("\n")}\n`);

it("finds records where they stand among others, and reads no byte beyond them", () => {
  const scanner = new RecordScanner();
  let from = 0;
  for (const [seq, line] of RECORDS.entries()) {
    expect(scanner.scan(BYTES, from, from + line.length)).toBe(true);
    expect([scanner.seq, scanner.data]).toEqual([seq, from + '{"data":'.length]);
    for (const end of [from + line.length - 1, from + line.length + 1])
      expect(scanner.scan(BYTES, from, end)).toBe(false);
    from += line.length + 1;
  }
});

it("forgets what it found in the record before", () => {
  const [first, second] = [
    '{"data":{"call":"a","of":3,"verdict":"deny"}',
    '{"data":{"inner":{"call":"b","of":4,"verdict":"allow"}}',
  ].map((data) => utf8(data + (RECORDS[0] as string).slice((RECORDS[0] as string).indexOf(',"prev"')))) as [
    Uint8Array,
    Uint8Array,
  ];
  const scanner = new RecordScanner();
  expect([scanner.scan(first, 0, first.length), scanner.of]).toEqual([true, 3]);
  expect(Buffer.from(first.subarray(scanner.verdict, scanner.verdictEnd)).toString()).toBe('"deny"');
  expect([scanner.scan(second, 0, second.length), scanner.of, scanner.call, scanner.verdict]).toEqual([
    true,
    -1,
    0,
    0,
  ]);
});

it("says why a record is none", () => {
  const scanner = new RecordScanner();
  const bytes = utf8((RECORDS[1] as string).replace(SEQ, '"seq":-1'));
  expect([scanner.scan(bytes, 0, bytes.length), scanner.why]).toEqual([false, "its number is below zero"]);
});
const SEQ = /"seq":1/;

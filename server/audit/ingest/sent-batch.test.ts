import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromUtf8, utf8 } from "@/lib/audit/bytes";
import { MAX_BATCH_RECORDS } from "@/lib/audit/sync/wire";
import { readSentBatch, sentInput } from "./sent-batch";
import type { SentRecords } from "./sent-records";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 2_000);

function textsOf(records: SentRecords): (string | undefined)[] {
  return Array.from({ length: records.count }, (_, place) => fromUtf8(records.at(place)));
}

/** What was read, with strings for records; undefined where that is left to the platform. */
function read(body: string | Uint8Array): unknown {
  const batch = readSentBatch(typeof body === "string" ? utf8(body) : body);
  if (batch === undefined) return undefined;
  const { records } = batch as { records: SentRecords };
  return { ...batch, records: textsOf(records) };
}

/** It may leave a body to the platform, and never says anything else of it. */
function expectNothingElse(body: Uint8Array): void {
  const batch = read(body);
  if (batch !== undefined) expect(batch).toEqual(JSON.parse(Buffer.from(body).toString("utf8")));
}

const RECORD = '{"data":{"path":"C:\\\\ž🐴"},"v":1}';
const BATCH = { sid: "s", old: 3, records: [RECORD, "", RECORD], proof: ["p"], note: "a\n— b" };

describe("a batch from the bytes of its request", () => {
  test("is what the platform makes of them, with its records in one run", () => {
    expect(read(JSON.stringify(BATCH))).toEqual(BATCH);
    expect(read(JSON.stringify({ records: [RECORD] }))).toEqual({ records: [RECORD] });
    const spaced = `{ "old": 1,"records":["a","b"] , "note":"\\u0061" }`;
    expect(read(spaced)).toEqual({ old: 1, records: ["a", "b"], note: "a" });
  });

  test("is the same for any records and whatever stands around them", () => {
    const json = fc.jsonValue({ maxDepth: 2 });
    const around = fc.record({ note: fc.string({ unit: "binary" }), a: json, z: json }, { requiredKeys: [] });
    const plain = fc.stringMatching(/^[ -~ž🐴\u2028]*$/u);
    fc.assert(
      fc.property(around, fc.array(plain, { minLength: 1 }), ({ z, ...before }, records) => {
        expect(read(JSON.stringify({ ...before, records, z }))).toEqual(
          JSON.parse(JSON.stringify({ ...before, records, z })),
        );
      }),
      { numRuns: RUNS / 8 },
    );
  });

  test("is the same with any byte at any place of a word", () => {
    const letters = utf8('{"records":["abcdefgh"]}');
    const first = letters.indexOf("a".charCodeAt(0));
    for (let place = 0; place < 8; place++) {
      for (let byte = 0; byte < 256; byte++) {
        const body = Uint8Array.from(letters);
        body[first + place] = byte;
        expectNothingElse(body);
        const isPlain = byte >= 0x20 && byte < 0x80 && byte !== 0x22 && byte !== 0x5c;
        if (isPlain) expect(read(body)).toBeDefined();
      }
    }
  });

  test("says nothing else than the platform of a body that was changed", () => {
    const body = utf8(JSON.stringify({ ...BATCH, records: [RECORD, '"records":["', ',"records":["x"]'] }));
    const pieces = [
      '"',
      "\\",
      ",",
      "]",
      "[",
      "{",
      '"records":["',
      ',"records":["x"]',
      "\\u0022",
      "\n",
      "\x80",
    ];
    fc.assert(
      fc.property(fc.nat(body.length), fc.nat(30), fc.constantFrom("", ...pieces), (at, gone, put) =>
        expectNothingElse(Buffer.concat([body.subarray(0, at), Buffer.from(put), body.subarray(at + gone)])),
      ),
      { numRuns: RUNS },
    );
    for (let end = 0; end < body.length; end++) expect(read(body.subarray(0, end))).toBeUndefined();
  });

  test.each([
    ["no records", '{"records":[]}'],
    ["records that are no strings", '{"records":["a",1]}'],
    ["a line feed in a record", JSON.stringify({ records: ["a\nb"] })],
    ["half a pair", '{"records":["\\ud800"]}'],
    ["a control character", '{"records":["a\tb"]}'],
    ["another escape, behind which a string would seem to end", '{"records":["\\u0022","]'],
    ["a space between records", '{"records":["a", "b"]}'],
    ["records said twice", '{"records":["a"],"records":["b"]}'],
    ["records said again in another spelling", '{"records":["a"],"\\u0072ecords":["b"]}'],
    ["records that are taken back", '{"records":["a"],"records":null}'],
    ["records of something else", '{"a":{"records":["a"]},"b":1}'],
    ["records of something else, and its own", '{"a":{"records":["a"]},"records":["b"]}'],
    ["a name within a text", String.raw`{"a":"\"records\":[\"b"}`],
    ["a name that only ends so", String.raw`{"x,\"records":["a"]}`],
    ["no object", '[{"records":["a"]}]'],
    ["something behind it", '{"records":["a"]}}'],
    ["a byte order mark", '\ufeff{"records":["a"]}'],
    ["what is no JSON", '{"records":["a"],}'],
    ["too many", JSON.stringify({ records: Array(MAX_BATCH_RECORDS + 1).fill("a") })],
  ])("is left to the platform with %s", (_, body) => {
    expect(read(body)).toBeUndefined();
  });

  test("is left to the platform where it is no UTF-8, which that replaces", () => {
    const [head, tail] = [utf8('{"records":["'), utf8('"]}')];
    for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80]])
      expect(read(Buffer.concat([head, Uint8Array.from(bytes), tail]))).toBeUndefined();
  });
});

test("the schema takes both ways and gives one", () => {
  const sid = "0198c0de-0000-7000-8000-000000000001";
  const batch = { workspaceId: "w", sid, old: 0, records: [RECORD, "ž"], proof: [], note: "n" };
  const [one, other] = [batch, readSentBatch(utf8(JSON.stringify(batch)))].map((each) =>
    sentInput.parse(each),
  );
  expect(textsOf(other?.records as SentRecords)).toEqual(batch.records);
  expect({ ...one, records: one?.records.bytes }).toEqual({ ...other, records: other?.records.bytes });
  expect(sentInput.safeParse({ ...batch, records: [1] }).success).toBe(false);
  const many = Array(MAX_BATCH_RECORDS + 1).fill("a");
  expect(sentInput.safeParse({ ...batch, records: many }).success).toBe(false);
});

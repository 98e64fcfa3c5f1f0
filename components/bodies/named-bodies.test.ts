import fc from "fast-check";
import { expect, test } from "vitest";
import { namedBodies } from "./named-bodies";

const digest = (digit: string) => digit.repeat(64);
const line = (data: object) =>
  JSON.stringify({
    data,
    prev: digest("0"),
    seq: 3,
    sid: "0190f1b2-0000-7000-8000-000000000000",
    ts: "2026-01-01T00:00:00.000Z",
    type: "tool.call",
    v: 1,
  });

test("what a record names by digest, in words", () => {
  const data = {
    body: { bytes: 5, sha256: digest("a") },
    code: "ALLOWED",
    request: { args: { bytes: 7, sha256: digest("b") }, tool: "t" },
    verdict: "allow",
  };
  expect(namedBodies(line(data))).toEqual([
    { what: "Body", bytes: 5, sha256: digest("a") },
    { what: "Arguments", bytes: 7, sha256: digest("b") },
  ]);
});

test("nothing that only looks like it", () => {
  const data = {
    body: { bytes: "5", sha256: digest("a") },
    request: { args: { bytes: 1, more: 2, sha256: digest("a") }, body: { bytes: 1, sha256: "../x" } },
  };
  expect(namedBodies(line(data))).toEqual([]);
});

test("any line", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void expect(namedBodies(text)).toEqual([])));
});

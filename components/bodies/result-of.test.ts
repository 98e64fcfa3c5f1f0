import { expect, test } from "vitest";
import { resultOf } from "./result-of";

const lines = [
  '{"data":{},"seq":0,"type":"session.open"}',
  '{"data":{"verdict":"allow"},"seq":1,"type":"fs.read"}',
  '{"data":{"verdict":"allow"},"seq":2,"type":"fs.read"}',
  '{"data":{"of":1},"seq":3,"type":"approval.grant"}',
  '{"data":{"of":12,"status":"ok"},"seq":4,"type":"fs.read.result"}',
  '{"data":{"of":2,"status":"ok"},"seq":5,"type":"fs.read.result"}',
  '{"data":{"of":1},"seq":6,"type":"fs.read.result"}',
];
const trace = { size: lines.length, line: (at: number) => lines[at] as string };

test("the result that answers a decision, and nothing else that names its number", () => {
  expect(resultOf(trace, 1)).toBe(lines[6]);
  expect(resultOf(trace, 2)).toBe(lines[5]);
  expect(resultOf(trace, 4)).toBeUndefined();
  expect(resultOf(trace, 6)).toBeUndefined();
});

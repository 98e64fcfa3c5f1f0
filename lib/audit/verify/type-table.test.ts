import { expect, test } from "vitest";
import { utf8 } from "../bytes";
import { RECORD_TYPES } from "../record";
import { hasEffect, TypeTable, verdictAt } from "./type-table";

const table = new TypeTable();
const find = (name: string) => table.find(utf8(`..${name}..`), 2, 2 + name.length);
const verdictOf = (text: string) => verdictAt(utf8(text), 0, text.length);

test("finds every type that can be recorded, and none by a part of its name", () => {
  for (const name of RECORD_TYPES) expect(find(name).name).toBe(name);
  for (const name of ["fs.rea", "fs.readx", "fs", "", "tomorrow.news"]) expect(find(name)).toBe(table.other);
});

test("tells what a type means", () => {
  const kinds = [
    "session.open",
    "session.close",
    "fs.read",
    "fs.read.result",
    "guard.finding",
    "approval.grant",
  ];
  expect(kinds.map((name) => find(name).kind)).toEqual([
    "open",
    "close",
    "decision",
    "result",
    "event",
    "event",
  ]);
});

test("reads verdicts with their quotes, and takes all others for none", () => {
  const none = verdictOf("");
  expect(new Set(['"allow"', '"sanitize"', '"approve"', '"deny"'].map(verdictOf)).size).toBe(4);
  for (const text of ["allow", '"allow', '"ALLOW"', "17", '"allowed"']) expect(verdictOf(text)).toBe(none);
  expect(
    ['"allow"', '"sanitize"', '"approve"', '"deny"', "17"].map((text) => hasEffect(verdictOf(text))),
  ).toEqual([true, true, false, false, true]);
});

test("counts by type and verdict, and repeats no name that it does not know", () => {
  const counted = new TypeTable();
  const add = (name: string, verdict: string) => {
    const row = counted.find(utf8(name), 0, name.length);
    const place = verdictOf(verdict);
    row.counts[place] = (row.counts[place] ?? 0) + 1;
  };
  add("fs.read", '"allow"');
  add("fs.read", '"allow"');
  add("fs.read", '"made up"');
  add("made.up", '"deny"');
  expect(counted.toCounts()).toEqual({ "fs.read": { allow: 2, none: 1 }, other: { deny: 1 } });
});

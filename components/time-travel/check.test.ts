import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import { joinBytes, toHex, utf8 } from "@/lib/audit/bytes";
import { check } from "./check";
import type { Told } from "./past";

const hex = (bytes: Uint8Array) => toHex(sha256(bytes));
const salt = new Uint8Array(16).fill(7);
const digest = (text: string) => hex(joinBytes([salt, utf8(text)]));
const body = (text: string) => ({ bytes: text.length, sha256: digest(text) });
const records = (...lines: readonly unknown[]) => ({
  size: lines.length,
  line: (seq: number) => JSON.stringify(lines[seq]),
});
const told = (text: string, at = 2): Told => ({
  n: 0,
  at,
  path: "/w/a",
  size: text.length,
  content: utf8(text),
});
const proof = (text: string) => ({ n: 0, sha256: digest(text), salt });
const open = { type: "session.open", data: {} };
const write = { type: "fs.write", data: { request: { path: "/w/a" }, body: body("text") } };

describe("check", () => {
  it("finds the record of a file that was written whole", () => {
    expect(check(told("text"), proof("text"), records(open, write), hex)).toEqual({ kind: "proved", seq: 1 });
  });

  it("finds the record of a file that was closed", () => {
    const opened = { type: "fs.write", data: { request: { path: "/w/a" } } };
    const closed = { type: "fs.write.result", data: { of: 1, body: body("text") } };
    expect(check(told("text"), proof("text"), records(open, opened, open, closed), hex)).toEqual({
      kind: "proved",
      seq: 3,
    });
  });

  it("knows what was given from what no record has a digest of", () => {
    expect(check(told("text", 1), undefined, records(open), hex)).toEqual({ kind: "given" });
    expect(check(told("text"), undefined, records(open, write), hex)).toEqual({ kind: "unproved" });
    const restored = { type: "snapshot.restore", data: { of: 3 } };
    expect(check(told("text", 2), undefined, records(open, restored), hex)).toEqual({ kind: "given" });
    const large = { n: 0, at: 2, path: "/w/a", size: 9 };
    expect(check(large, undefined, records(open), hex)).toEqual({ kind: "not-kept" });
  });

  it.each([
    ["another content", told("other"), proof("text"), [open, write]],
    ["another salt", told("text"), { ...proof("text"), salt: new Uint8Array(16) }, [open, write]],
    ["a digest that no record has", told("text"), proof("text"), [open]],
    ["the digest of another file", { ...told("text"), path: "/w/b" }, proof("text"), [open, write]],
    ["another size", { ...told("text"), size: 3 }, proof("text"), [open, write]],
    ["a digest of what was read", told("text"), proof("text"), [open, { ...write, type: "fs.read" }]],
    ["records that are none", told("text"), proof("text"), [digest("text"), null]],
  ])("refuses %s", (_, change, claimed, lines) => {
    expect(check(change, claimed, records(...lines), hex)).toEqual({ kind: "differs" });
  });
});

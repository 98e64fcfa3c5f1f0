import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromUtf8 } from "@/lib/audit/bytes";
import type { Entry } from "@/lib/audit/record";
import { TestSession } from "@/lib/audit/verify/testing/session";
import { nodeHasher } from "@/lib/runtime/node/hash";
import { printable, rowOf } from "./record-row";

const ENTRIES: readonly Entry[] = [
  {
    type: "fs.read",
    data: {
      code: "DENIED_BY_RULE",
      line: 10,
      request: { path: "/workspace/.env" },
      rule: "filesystem.deny[0]",
      verdict: "deny",
    },
  },
  { type: "fs.read.result", data: { of: 1, status: "error", error: "EACCES" } },
  { type: "approval.expire", data: { action_sha256: "a".repeat(64), of: 1 } },
  { type: "agent.exit", data: { code: 3 } },
  { type: "fs.read", data: { code: "ALLOWED", request: { path: "/a\u202egpj.exe" }, verdict: "allow" } },
  { type: "net.fetch.result", data: { of: 5, status: "error", error: "Error" } },
  {
    type: "fs.write",
    data: { code: "DENIED_BY_DEFAULT", reason: "No.", request: { path: "/a" }, verdict: "deny" },
  },
  {
    type: "fs.read",
    data: {
      code: "DENIED_BY_LIMIT",
      reason: "used up\u202e",
      request: { path: "/a" },
      verdict: "deny",
    },
  },
];
const { records } = new TestSession(nodeHasher(), { entries: ENTRIES });
const row = (seq: number) => rowOf(seq, fromUtf8(records[seq] as Uint8Array) as string);

describe("rowOf", () => {
  it("tells a decision: what, verdict, rule and line", () => {
    expect(row(1)).toMatchObject({
      type: "fs.read",
      subject: "/workspace/.env",
      mark: { kind: "deny", word: "deny" },
      rule: "filesystem.deny[0], line 10",
    });
  });
  it("tells why where no rule denied it", () => {
    expect([1, 5, 7, 8].map((seq) => row(seq).why)).toEqual(["", "", "no rule allows it", "used up\\u202e"]);
  });
  it("tells a result by what it answers", () => {
    expect(row(2)).toMatchObject({ subject: "of 1: error EACCES", mark: { kind: "error", word: "error" } });
    expect(row(6).subject).toBe("of 5: error");
  });
  it("marks what went wrong without being a decision", () => {
    expect(row(3).mark).toEqual({ kind: "deny", word: "expire" });
    expect(row(4).mark).toEqual({ kind: "error", word: "exit 3" });
    expect(row(0).mark).toBeUndefined();
  });
  it("shows what would turn the text around", () => {
    expect(row(5).subject).toBe("/a\\u202egpj.exe");
    expect(printable("a\nb\u0000")).toBe("a\\u000ab\\u0000");
  });
  it("takes any line", () => {
    expect(rowOf(4, "{")).toMatchObject({
      seq: 4,
      type: "no record",
      mark: { kind: "error", word: "PARSE" },
    });
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(rowOf(0, line).seq).toBe(0);
      }),
    );
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { requestOfLine } from "./request-words";

test.each([
  ["read /workspace/x", { op: "fs.read", path: "/workspace/x" }],
  ["fs.rename /a /b", { op: "fs.rename", path: "/a", to: "/b" }],
  ["write '/a folder/x'", { op: "fs.write", path: "/a folder/x" }],
  ["GET https://a.example/x", { op: "net.fetch", method: "GET", url: "https://a.example/x" }],
  ["fetch https://a.example/x", { op: "net.fetch", url: "https://a.example/x" }],
  ["exec git log --oneline", { op: "exec.spawn", argv: ["git", "log", "--oneline"] }],
  ["shell git status && rm -r 'a b'", { op: "exec.shell", command: "git status && rm -r 'a b'" }],
  ["sql main select 'x' from t", { op: "sql.query", database: "main", sql: "select 'x' from t" }],
  ['tool mail.send \'{"to":"a"}\'', { op: "tool.call", tool: "mail.send", args: { to: "a" } }],
  ["tool mail.send", { op: "tool.call", tool: "mail.send", args: {} }],
  ["model m eu 12", { op: "model.call", model: "m", region: "eu", tokens: 12 }],
  ["env HOME", { op: "env.read", name: "HOME" }],
  ["eval", { op: "code.load", how: "eval" }],
  ["import node:vm", { op: "code.load", how: "import", module: "node:vm" }],
])("%s", (line, request) => {
  expect(requestOfLine(line)).toEqual({ ok: true, request });
});

test.each([
  ["raed /x", 'There is no operation "raed"'],
  ["read", "A request in words is written fs.read PATH."],
  ["read 'x", "A quote is open."],
  ["tool t x", "ARGS is a JSON object"],
  ["tool t null", "ARGS is a JSON object"],
])("%s is none", (line, why) => {
  expect(requestOfLine(line)).toEqual({ ok: false, why: expect.stringContaining(why) });
});

test("any line is a request or is not, and says why", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("read", " ", "'", '"', "x") })),
      (line) => {
        const read = requestOfLine(line);
        expect(read.ok ? typeof read.request.op : read.why.length > 0).toBeTruthy();
      },
    ),
  );
});

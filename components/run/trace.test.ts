import { describe, expect, it } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import { Selection } from "./selection";
import { Trace } from "./trace";

const record = (seq: number, type: string, data: object) =>
  utf8(JSON.stringify({ data, prev: "0".repeat(64), seq, sid: "s", ts: "t", type, v: 1 }));

function traceOf(count: number): Trace {
  const trace = new Trace();
  const all = Array.from({ length: count }, (_, seq) => {
    if (seq % 3 === 0)
      return record(seq, "fs.read", { verdict: "allow", line: 9, request: { path: `/w/${seq}` } });
    if (seq % 3 === 1) return record(seq, "fs.read.result", { of: seq - 1, status: "ok" });
    return record(seq, "net.fetch", {
      verdict: "deny",
      line: 14,
      request: { url: `https://x.example/${seq}` },
    });
  });
  for (let at = 0; at < count; at += 700) trace.add(all.slice(at, at + 700));
  return trace;
}

describe("a trace", () => {
  it("counts what each line of the policy decided, and keeps the last few of each", () => {
    const trace = traceOf(30);
    expect(trace.size).toBe(30);
    expect(trace.lines.get(9)?.counts).toEqual({ allow: 10, deny: 0, approve: 0, sanitize: 0 });
    expect(trace.lines.get(14)?.counts.deny).toBe(10);
    expect(trace.lines.get(14)?.last).toEqual([17, 20, 23, 26, 29]);
    expect(trace.totals).toEqual({ allow: 10, deny: 10, approve: 0, sanitize: 0 });
  });

  it("grows past its first room, and gives back every line to the byte", () => {
    const trace = traceOf(3000);
    expect([0, 1, 2, 1500, 2999].map((seq) => JSON.parse(trace.line(seq)).seq)).toEqual([
      0, 1, 2, 1500, 2999,
    ]);
    expect([trace.type(2999), trace.verdict(2999), trace.specLine(2999)]).toEqual(["net.fetch", "deny", 14]);
    expect(() => trace.line(3000)).toThrow(RangeError);
  });

  it.each([1, 300, 8_192, 20_000])(
    "is a file of %i lines, in however many pieces it is made",
    async (count) => {
      const trace = traceOf(count);
      const text = await (await trace.toBlob()).text();
      const lines = Array.from({ length: count }, (_, seq) => `${trace.line(seq)}\n`);
      expect(text === lines.join("")).toBe(true);
    },
  );

  it("does not fall over what is no record", () => {
    const trace = new Trace();
    trace.add([
      utf8("{}"),
      utf8("null"),
      utf8("not JSON"),
      new Uint8Array([0xff]),
      utf8('{"type":"a","data":null}'),
    ]);
    expect(trace.types).toEqual(["no record"]);
    expect(trace.verdict(3)).toBeUndefined();
  });
});

describe("a selection", () => {
  it("leaves what the filter says, and finds the row of a record", () => {
    const trace = traceOf(90);
    const denied = new Selection(trace, { verdict: "deny", text: "X.EXAMPLE" });
    denied.look(1000);
    expect([denied.size, denied.seq(0), denied.seq(29), denied.row(50), denied.row(51)]).toEqual([
      30, 2, 89, 16, 17,
    ]);
    const line = new Selection(trace, { line: 9, type: "fs.read" });
    line.look(1000);
    expect(line.size).toBe(30);
    const all = new Selection(trace, {});
    expect([all.size, all.seq(7), all.isComplete]).toEqual([90, 7, true]);
  });

  it("stops looking when its time is over, and goes on from there with what has come since", () => {
    const trace = traceOf(2000);
    const selection = new Selection(trace, { decisionsOnly: true });
    let time = 0;
    selection.look(1, () => time++);
    expect(selection.isComplete).toBe(false);
    selection.look(1000);
    expect([selection.isComplete, selection.size]).toEqual([true, 1333]);
    trace.add([record(2000, "env.read", { verdict: "deny" })]);
    expect(selection.isComplete).toBe(false);
    selection.look(1000);
    expect(selection.seq(selection.size - 1)).toBe(2000);
  });
});

import { expect, it } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import { Trace } from "../run/trace";
import { dataOf, endInLog } from "./log-says";

function traceOf(...records: readonly (readonly [type: string, data: object])[]): Trace {
  const trace = new Trace();
  trace.add(records.map(([type, data], seq) => utf8(JSON.stringify({ seq, type, data }))));
  return trace;
}

const OPEN = ["session.open", {}] as const;
const CLOSE = ["session.close", { status: "complete" }] as const;

it("says how the agent ended", () => {
  const phase = endInLog(traceOf(OPEN, ["agent.exit", { code: 124, reason: "wall" }], CLOSE));
  expect(phase).toEqual({
    at: "ended",
    end: { reason: "wall", code: 124 },
    byAuthor: true,
    isEarlier: true,
  });
});

it("tells an end by a trigger from one by the author, who may have put something back as well", () => {
  const stopped = ["agent.exit", { code: 130, reason: "stopped" }] as const;
  const back = (by: string) => ["snapshot.restore", { by, id: "1", of: 0 }] as const;
  expect(endInLog(traceOf(OPEN, stopped))).toMatchObject({ byAuthor: true });
  expect(endInLog(traceOf(OPEN, back("user"), stopped))).toMatchObject({ byAuthor: true });
  expect(endInLog(traceOf(OPEN, back("denied > 3"), stopped))).toMatchObject({ byAuthor: false });
});

it("calls interrupted what never ended, and what ended in a way that nobody knows", () => {
  expect(endInLog(new Trace())).toEqual({ at: "interrupted" });
  expect(endInLog(traceOf(OPEN, CLOSE))).toEqual({ at: "interrupted" });
  expect(endInLog(traceOf(OPEN, ["agent.exit", { reason: "constructor" }]))).toEqual({ at: "interrupted" });
});

it("reads what is no record as nothing", () => {
  const trace = new Trace();
  trace.add([utf8("{"), utf8("null"), utf8('{"type":"agent.exit","data":null}'), new Uint8Array([255])]);
  expect([0, 1, 2, 3, 4].map((seq) => dataOf(trace, seq))).toEqual(Array(5).fill(undefined));
  expect(endInLog(trace)).toEqual({ at: "interrupted" });
});

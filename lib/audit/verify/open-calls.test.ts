import fc from "fast-check";
import { expect, test } from "vitest";
import { OpenCalls } from "./open-calls";

test("counts what is open, whatever the order of the results", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(60)), { maxLength: 80 }), (events) => {
      const calls = new OpenCalls();
      const open = new Set<number>();
      for (const [seq, [isResult, of]] of events.entries()) {
        if (isResult) {
          calls.end(of);
          open.delete(of);
        } else {
          calls.begin(seq);
          open.add(seq);
        }
        expect(calls.count).toBe(open.size);
        expect(calls.first).toBe(
          Math.min(...open, Number.POSITIVE_INFINITY) === Number.POSITIVE_INFINITY ? -1 : Math.min(...open),
        );
      }
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 200) },
  );
});

test("keeps no more than it may, and still counts", () => {
  const calls = new OpenCalls(3);
  for (let seq = 0; seq < 10; seq++) calls.begin(seq);
  expect(calls.count).toBe(10);
  for (let of = 0; of < 10; of++) calls.end(of);
  expect(calls.count).toBe(0);
});

test("a result of nothing ends nothing", () => {
  const calls = new OpenCalls();
  calls.begin(4);
  calls.end(-1);
  calls.end(5);
  expect(calls.count).toBe(1);
});

import { expect, it } from "vitest";
import { REQUESTS } from "./decisions";
import { RECORD_TYPES } from "./schema";

it("knows a decision and a result of every operation, and the events", () => {
  const ops = Object.keys(REQUESTS);
  const events = RECORD_TYPES.slice(2 * ops.length);
  expect(RECORD_TYPES).toEqual([...ops, ...ops.map((op) => `${op}.result`), ...events]);
  expect(events).toEqual(
    expect.arrayContaining([
      "session.open",
      "session.close",
      "approval.grant",
      "limit.hit",
      "unmediated.change",
    ]),
  );
  expect(new Set(RECORD_TYPES).size).toBe(RECORD_TYPES.length);
});

import { expect, it } from "vitest";
import { checkPlace, FIRST_PREV } from "./envelope";

it("says what is wrong with a place", () => {
  const place = {
    prev: FIRST_PREV,
    seq: 0,
    sid: "0198c0de-0000-7000-8000-000000000001",
    ts: "2026-01-01T00:00:00.000Z",
  };
  expect(() => checkPlace(place)).not.toThrow();
  expect(() => checkPlace({ ...place, prev: "" })).toThrow("its link is no hash");
  expect(() => checkPlace({ ...place, seq: 2 ** 53 })).toThrow("its number is not a whole one from 0");
  expect(() => checkPlace({ ...place, sid: "" })).toThrow("its session is no UUID of version 7");
  expect(() => checkPlace({ ...place, ts: "" })).toThrow("its time is not one in UTC with milliseconds");
});

import { expect, test } from "vitest";
import { isTime } from "../record";
import { newSessionId } from "./session-id";
import { timestamps } from "./timestamps";

test("times are the clock's, also when it goes backwards", () => {
  let now = Date.UTC(2026, 0, 1);
  const stamp = timestamps(() => now);
  expect([stamp(), stamp()]).toEqual(["2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z"]);
  now += 1.75;
  expect(stamp()).toBe("2026-01-01T00:00:00.001Z");
  now -= 5_000;
  expect(stamp()).toBe("2025-12-31T23:59:55.001Z");
  expect(isTime(stamp())).toBe(true);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 9e15])("a clock that says %d says no time", (now) => {
  expect(() => timestamps(() => now)()).toThrow(expect.objectContaining({ code: "NOT_A_RECORD" }));
});

test("a session is named by its time and by chance", () => {
  const time = Date.UTC(2026, 0, 1);
  const [a, b] = [newSessionId(() => time), newSessionId(() => time + 1)];
  expect(a).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(a.replaceAll("-", "").slice(0, 12), 16)).toBe(time);
  expect(a < b).toBe(true);
  expect(newSessionId(() => time)).not.toBe(a);
});

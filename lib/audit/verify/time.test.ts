import { expect, test } from "vitest";
import { utf8 } from "../bytes";
import { Time } from "./time";

const GOOD = "2026-01-31T23:59:58.123Z";

function isGoodAfter(last: string, text: string): boolean {
  const time = new Time();
  time.goOn(utf8(last), 0);
  const bytes = utf8(text);
  return time.isGood(bytes, new DataView(bytes.buffer), 0, bytes.length);
}

test("judges a time alike, whether it shares its minute with the one before or not", () => {
  const seconds = [
    "00.000Z",
    "59.999Z",
    "60.000Z",
    "5a.000Z",
    "5:.000Z",
    "00,000Z",
    "00.00aZ",
    "00.0000",
    "00.000z",
  ];
  for (const end of seconds) {
    const text = `2026-01-31T23:59:${end}`;
    expect(isGoodAfter(GOOD, text), text).toBe(isGoodAfter("2025-01-31T23:59:58.123Z", text));
    expect(isGoodAfter(GOOD, text), text).toBe(end === "00.000Z" || end === "59.999Z");
  }
  expect(isGoodAfter(GOOD, "2026-02-29T00:00:00.000Z")).toBe(false);
  expect(isGoodAfter(GOOD, "2028-02-29T00:00:00.000Z")).toBe(true);
  expect(isGoodAfter(GOOD, "2026-01-31T23:59;00.000Z")).toBe(false);
});

test("goes on, and says when it went back", () => {
  const time = new Time();
  const steps = [
    ["2026-01-01T00:00:00.000Z", true],
    ["2026-01-01T00:00:00.000Z", true],
    ["2026-01-01T00:00:00.001Z", true],
    ["2026-01-01T00:00:00.000Z", false],
    ["2025-12-31T23:59:59.999Z", false],
    ["2026-01-01T00:00:00.000Z", true],
  ] as const;
  for (const [text, isForward] of steps) {
    expect(time.goOn(utf8(`${text}`), 0)).toBe(isForward);
    expect(time.toString()).toBe(text);
  }
});

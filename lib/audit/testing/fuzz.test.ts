import fc from "fast-check";
import { expect, test } from "vitest";
import { stopwatch } from "../../testing/stopwatch";
import { AuditFault, equalBytes, utf8 } from "../bytes";
import { hostileBytes, mustSurvive } from "./fuzz";

test("mutations are near the good input, and are other bytes", () => {
  const good = utf8("a good input of some length");
  const made = fc.sample(hostileBytes([good]), 500);
  expect(made.filter((bytes) => !equalBytes(bytes, good)).length).toBeGreaterThan(400);
  expect(made.filter((bytes) => Math.abs(bytes.length - good.length) < 3).length).toBeGreaterThan(50);
});

test("a parser that throws or dawdles is found out", () => {
  const one = Uint8Array.of(1);
  expect(() => mustSurvive(() => JSON.parse("{"), one)).toThrow(SyntaxError);
  expect(() =>
    mustSurvive(() => {
      const time = stopwatch();
      while (time() < 120);
    }, one),
  ).toThrow("100 ms");
  mustSurvive(() => {
    throw new AuditFault("CLOSED");
  }, one);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { code, count, flag, name, oneOf, sha256, sid, text, time, writerOf } from "./fields";
import type { Write } from "./leaves";
import { anySid, anyTime } from "./testing/arbitraries";
import { written } from "./testing/written";

const numRuns = Number(process.env.PROPERTY_RUNS ?? 500);
const TRAPS = [
  null,
  undefined,
  -0,
  -1,
  0,
  1,
  1.5,
  2 ** 53,
  "",
  "a",
  "\ud800",
  "a\n",
  true,
  [],
  {},
  "0".repeat(64),
  "F".repeat(64),
  "2026-02-28T00:00:00.000Z",
  "2026-02-29T00:00:00.000Z",
  "2024-02-29T00:00:00.000Z",
  "2026-04-31T00:00:00.000Z",
  "2026-01-01T24:00:00.000Z",
  "2026-01-01T00:00:60.000Z",
  "0198c0de-0000-7000-8000-000000000001",
  "0198c0de-0000-7000-c000-000000000001",
  `${"a".repeat(64)}`,
  "a".repeat(65),
  "__proto__",
]; // prettier-ignore

describe.each(Object.entries({ text, count, code, flag, sha256, sid, time, name, word: oneOf(["a", "b"]) }))(
  "%s",
  (_, field) => {
    it("is written exactly when the schema takes it, as JSON", () => {
      const write = writerOf(field);
      fc.assert(
        fc.property(
          fc.oneof(fc.constantFrom(...TRAPS), anySid, anyTime, fc.string(), fc.anything()),
          (value) => {
            const isRight =
              z.safeParse(field as z.ZodType, value, { jitless: true }).success && !Object.is(value, -0);
            expect(written(write as Write, value)).toBe(isRight ? JSON.stringify(value) : undefined);
          },
        ),
        { numRuns },
      );
    });
  },
);

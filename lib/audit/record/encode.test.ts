import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AuditFault } from "../bytes";
import { type JsonValue, writeCanonical } from "../json";
import { encodeRecord } from "./encode";
import { FIRST_PREV, type Place } from "./envelope";
import { type Entry, entrySchema } from "./schema";
import { anyEntry, anySha256, anySid, anyTime, wrongEntry } from "./testing/arbitraries";

const numRuns = Number(process.env.PROPERTY_RUNS ?? 5000);
/** A long run is to end by itself, not by the clock. */
const long = { timeout: Math.max(30_000, numRuns * 20) };
const PLACE: Place = {
  prev: FIRST_PREV,
  seq: 0,
  sid: "0198c0de-0000-7000-8000-000000000001",
  ts: "2026-01-01T00:00:00.000Z",
};
const ENTRY: Entry = { type: "env.read", data: { code: "ALLOWED", verdict: "allow" } };

const anyPlace = fc.record({ prev: anySha256, seq: fc.maxSafeNat(), sid: anySid, ts: anyTime });

function encode(entry: unknown): string | undefined {
  try {
    return encodeRecord({ ...(entry as Entry), ...PLACE });
  } catch (error) {
    if (error instanceof AuditFault && error.code === "NOT_A_RECORD") return undefined;
    throw error;
  }
}

describe("encodeRecord", () => {
  it("writes the bytes of the generic writer and of an independent one, for every type", long, () => {
    fc.assert(
      fc.property(anyEntry, anyPlace, (entry, place) => {
        const line = encodeRecord({ ...entry, ...place });
        const value = { ...entry, ...place, v: 1 } as unknown as JsonValue;
        expect(line).toBe(writeCanonical(value));
        expect(line).toBe(canonicalize(value));
      }),
      { numRuns },
    );
  });

  it("takes what the schema of the type takes, and nothing else", long, () => {
    let refused = 0;
    fc.assert(
      fc.property(wrongEntry, (entry) => {
        const isRight = z.safeParse(entrySchema, entry, { jitless: true }).success;
        expect(encode(entry) !== undefined).toBe(isRight);
        refused += isRight ? 0 : 1;
      }),
      { numRuns },
    );
    expect(refused).toBeGreaterThan(numRuns / 4);
  });

  it.each([
    ["an unknown type", { type: "fs.unknown", data: {} }],
    ["a type that every object has", { type: "constructor", data: {} }],
    ["no data", { type: "env.read" }],
    ["a member too many", { type: "env.read", data: { ...ENTRY.data, extra: 1 } }],
    ["a verdict too few", { type: "env.read", data: { code: "ALLOWED" } }],
    ["half a surrogate pair", { type: "env.read", data: { ...ENTRY.data, rule: "\ud800" } }],
    [
      "a list that is none",
      { type: "exec.spawn", data: { ...ENTRY.data, request: { argv: { 0: "a" }, cwd: "/" } } },
    ],
    ["a number below zero", { type: "env.read", data: { ...ENTRY.data, line: -1 } }],
  ])("refuses %s", (_, entry) => expect(encode(entry)).toBeUndefined());

  it("does not tell what was to be recorded", () => {
    expect(() =>
      encodeRecord({ type: "env.read", data: { secret: "hunter2" }, ...PLACE } as unknown as Entry & Place),
    ).toThrow(/^A record of type "env.read" cannot be written: its data are not what the type says\.$/);
  });

  it.each([
    ["a link in capitals", { prev: "A".repeat(64) }],
    ["a link too short", { prev: "0".repeat(63) }],
    ["a number below zero", { seq: -1 }],
    ["a number that is not whole", { seq: 0.5 }],
    ["a session that is no UUID of version 7", { sid: "0198c0de-0000-4000-8000-000000000001" }],
    ["a time without milliseconds", { ts: "2026-01-01T00:00:00Z" }],
    ["a day that is none", { ts: "2026-02-29T00:00:00.000Z" }],
  ])("refuses %s as a place", (_, place) =>
    expect(() => encodeRecord({ ...ENTRY, ...PLACE, ...place })).toThrow(AuditFault),
  );
});

describe("one look at each value", () => {
  it("reads every member once", () => {
    const reads = new Map<string, number>();
    const counted = <Value extends object>(value: Value): Value =>
      new Proxy(value, {
        get(target, key) {
          reads.set(String(key), (reads.get(String(key)) ?? 0) + 1);
          return Reflect.get(target, key);
        },
      });
    const request = counted({ path: "/a" });
    const data = counted({ call: "c", code: "ALLOWED", line: 1, request, rule: "r", verdict: "allow" });
    encodeRecord({ type: "fs.read", data, ...PLACE } as Entry & Place);
    expect([...reads.values()].every((times) => times === 1)).toBe(true);
    expect([...reads.keys()]).toEqual(expect.arrayContaining(["call", "path", "verdict"]));
  });

  it.each([
    ["that no list of keys shows", Object.defineProperty({ extra: 1 }, "name", { value: "A" })],
    ["that is inherited", Object.assign(Object.create({ name: "A" }), { extra: 1 })],
  ])("refuses a member too many beside one %s", (_, request) =>
    expect(encode({ type: "env.read", data: { ...ENTRY.data, request } })).toBeUndefined(),
  );
});

import { describe, expect, it } from "vitest";
import { verificationReducer as reduce, type Verification } from "./verification";

const progress = { bytes: 1_000, records: 500 };
const running = reduce<string>({ phase: "waiting" }, { type: "start", now: 1_000 });

describe("a verification", () => {
  it("tells how far it is, and how fast once that says something", () => {
    expect(reduce(running, { type: "progress", progress, now: 1_050 })).toMatchObject({
      progress,
      perSecond: null,
    });
    expect(reduce(running, { type: "progress", progress, now: 2_000 })).toMatchObject({ perSecond: 500 });
  });
  it("ends in one of three ways", () => {
    expect(reduce(running, { type: "done", result: "r", now: 1_250 })).toEqual({
      phase: "done",
      result: "r",
      ms: 250,
    });
    expect(reduce(running, { type: "cancel" })).toEqual({ phase: "cancelled" });
    expect(reduce(running, { type: "fail", why: "w" })).toEqual({ phase: "failed", why: "w" });
  });
  it("takes nothing of work that was given up", () => {
    const cancelled: Verification<string> = { phase: "cancelled" };
    for (const action of [
      { type: "progress", progress, now: 2_000 },
      { type: "done", result: "r", now: 2_000 },
      { type: "fail", why: "w" },
      { type: "cancel" },
    ] as const)
      expect(reduce(cancelled, action)).toBe(cancelled);
    expect(reduce(cancelled, { type: "reset" })).toEqual({ phase: "waiting" });
  });
});

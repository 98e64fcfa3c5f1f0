import { describe, expect, it } from "vitest";
import { Ended, Life } from "./life";

const never = new Promise<never>(() => {});

describe("a run's life", () => {
  it("ends what it waits for, by time, by stop, by its own end", async () => {
    await expect(new Life(1, undefined).race(never)).rejects.toMatchObject({ why: "time" });
    const stop = new AbortController();
    const stopped = new Life(60_000, stop.signal);
    stop.abort();
    await expect(stopped.race(never)).rejects.toMatchObject({ why: "stopped", name: "AbortError" });
    const over = new Life(60_000, undefined);
    over.end();
    await expect(over.sleep(60_000)).rejects.toMatchObject({ why: "over" });
    await expect(over.breathe()).rejects.toBeInstanceOf(Ended);
    expect(() => over.assert()).toThrow(Ended);
    expect(over.signal.aborted).toBe(true);
  });

  it("is over before it begins when it was stopped before", async () => {
    const life = new Life(60_000, AbortSignal.abort());
    expect(() => life.assert()).toThrow(Ended);
    life.end();
    expect(() => life.assert()).toThrow(expect.objectContaining({ why: "stopped" }));
  });

  it("lets others in while somebody computes", async () => {
    const life = new Life(60_000, undefined);
    let turns = 0;
    const timer = setInterval(() => {
      turns++;
    }, 1);
    for (const started = performance.now(); performance.now() - started < 200; ) await life.breathe();
    clearInterval(timer);
    life.end();
    expect(turns).toBeGreaterThan(0);
  });
});

import { describe, expect, test } from "vitest";
import { measure } from "./measure";
import { quantile, ratiosTo, spreadOf } from "./statistics";
import { defineBench } from "./support";

describe("statistics", () => {
  test("median and quartiles, between neighbours in proportion", () => {
    expect(spreadOf([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 2, high: 4 });
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, low: 1.75, high: 3.25 });
    expect(spreadOf([7])).toEqual({ median: 7, low: 7, high: 7 });
    expect(quantile([0, 10], 0.9)).toBeCloseTo(9);
    expect(() => spreadOf([])).toThrow("no samples");
  });

  test("sorts numbers as numbers, and leaves the samples as they are", () => {
    const samples = [100, 9, 20];
    expect(spreadOf(samples).median).toBe(20);
    expect(samples).toEqual([100, 9, 20]);
  });

  test("ratios are taken round by round", () => {
    expect(ratiosTo([1, 10, 100], [2, 20, 200])).toEqual([2, 2, 2]);
    expect(() => ratiosTo([1], [1, 2])).toThrow("do not match");
  });
});

describe("measuring", () => {
  /** A clock that only the contenders move. */
  function clock() {
    let ms = 0;
    return { now: () => ms, spend: (amount: number) => (ms += amount) };
  }

  test("interleaves the contenders and tells time and ratio for one operation", async () => {
    const { now, spend } = clock();
    const order: string[] = [];
    const work = (name: string, ms: number) => () => {
      order.push(name);
      spend(ms);
      return "same";
    };
    const contenders = {
      ours: work("ours", 20),
      peer: work("peer", 40),
      later: async () => work("later", 60)(),
    };
    const { figures } = await measure(
      defineBench({ what: "", contenders, baseline: "ours", operations: 10, rounds: 4 }),
      now,
    );
    expect(figures.map(({ name, nanoseconds, ratio }) => [name, nanoseconds.median, ratio.median])).toEqual([
      ["ours", 2e6, 1],
      ["peer", 4e6, 2],
      ["later", 6e6, 3],
    ]);
    const rounds = order.slice(-12);
    for (let round = 0; round < 4; round++) {
      expect(rounds.slice(round * 3, round * 3 + 3).toSorted()).toEqual(["later", "ours", "peer"]);
    }
    expect(new Set([0, 3, 6].map((at) => rounds[at])).size).toBe(3);
  });

  test("a machine that gets slower changes the times and not the ratio", async () => {
    const { now, spend } = clock();
    let load = 20;
    const slower = (factor: number) => () => {
      load *= 1.01;
      spend(load * factor);
    };
    const contenders = { ours: slower(1), peer: slower(3) };
    const { figures } = await measure(
      defineBench({ what: "", contenders, baseline: "ours", operations: 1 }),
      now,
    );
    expect(figures[1]?.ratio.median).toBeCloseTo(3, 0);
  });

  test("nothing is timed before all give the same answer", async () => {
    const contenders = { ours: () => [1, 2], peer: () => [1, 3] };
    const bench = defineBench({ what: "", contenders, baseline: "ours", operations: 1 });
    await expect(measure(bench)).rejects.toThrow("peer and ours do not do the same work");
    const { figures } = await measure({ ...bench, comparable: () => "anything", rounds: 1 });
    expect(figures).toHaveLength(2);
  });

  test("a bench must make sense", () => {
    const contenders = { a: () => 1, b: () => 1 };
    expect(() => defineBench({ what: "", contenders, baseline: "c", operations: 1 })).toThrow("called c");
    expect(() => defineBench({ what: "", contenders: { a: () => 1 }, baseline: "a", operations: 1 })).toThrow(
      "two",
    );
    expect(() => defineBench({ what: "", contenders, baseline: "a", operations: 0 })).toThrow("operation");
  });
});

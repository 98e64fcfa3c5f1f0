import { describe, expect, test } from "vitest";
import type { Progress } from "./options";
import { hasher, session } from "./testing/check";
import { calls, TestSession } from "./testing/session";
import { verify } from "./verify";

/** A log that takes longer than one slice of time. */
const long = new TestSession(hasher, { entries: calls(15_000) });

describe("while a log is read", () => {
  test("progress is told, ever more, and at the end all of it", async () => {
    const told: Progress[] = [];
    await verify({ lines: [session.lines] }, { hasher, onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([{ bytes: session.lines.length, records: session.size }]);
    told.length = 0;
    await verify({ records: [long.records] }, { hasher, onProgress: (progress) => told.push(progress) });
    expect(told).toEqual(told.toSorted((a, b) => a.bytes - b.bytes));
    expect(told.at(-1)).toEqual({ bytes: long.lines.length, records: long.size });
  });

  test("others get their turn, also when the source is one piece that is there at once", async () => {
    for (const source of [{ lines: [long.lines] }, { records: [long.records] }]) {
      let turns = 0;
      let isDone = false;
      const count = () => {
        turns++;
        if (!isDone) setImmediate(count);
      };
      setImmediate(count);
      const { summary } = await verify(source, { hasher });
      isDone = true;
      expect(summary.size).toBe(long.size);
      expect(turns).toBeGreaterThan(0);
    }
  });
});

describe("cancelling", () => {
  test("before the start, between two pieces, and within one", async () => {
    const reason = new Error("enough");
    const work = (signal: AbortSignal, onProgress = () => {}) =>
      verify({ lines: [long.lines, long.lines] }, { hasher, signal, onProgress });
    await expect(work(AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    await expect(work(controller.signal, () => controller.abort(reason))).rejects.toBe(reason);
  });

  test("closes the source", async () => {
    const controller = new AbortController();
    let isClosed = false;
    async function* endless() {
      try {
        for (;;) {
          yield new Uint8Array(0);
          controller.abort(new Error("enough"));
        }
      } finally {
        isClosed = true;
      }
    }
    await expect(verify({ lines: endless() }, { hasher, signal: controller.signal })).rejects.toThrow(
      "enough",
    );
    expect(isClosed).toBe(true);
  });

  test("a fault closes the source as well: nothing behind it is read", async () => {
    let read = 0;
    function* pieces() {
      for (; ; read++) yield Uint8Array.of(0x0a);
    }
    expect((await verify({ lines: pieces() }, { hasher })).verdict).toBe("PARSE");
    expect(read).toBe(0);
  });
});

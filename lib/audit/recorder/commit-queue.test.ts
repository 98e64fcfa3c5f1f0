import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  CommitQueue,
  FLUSH_WITHIN_MS,
  GATHER_TIMES,
  HARD_LIMIT_BYTES,
  SOFT_LIMIT_BYTES,
} from "./commit-queue";
import { type JournalBatch, JournalFault } from "./journal";
import { MemoryJournal } from "./memory-journal";
import { sampleRecord } from "./testing/places";

/** A journal whose appends end when the test says so, or fail; what it keeps is kept by the real one. */
function slowJournal() {
  const journal = MemoryJournal.open();
  const batches: number[] = [];
  const held: { go: () => void; fail: (error: Error) => void }[] = [];
  const append = journal.append.bind(journal);
  journal.append = async (batch: JournalBatch) => {
    batches.push(batch.records.length);
    await new Promise<void>((go, fail) => held.push({ go, fail }));
    await append(batch);
  };
  return { journal, batches, held };
}

const turns = async (count = 20) => {
  for (let i = 0; i < count; i++) await Promise.resolve();
};

describe("group commit", () => {
  test("records of one turn share a batch, and those that come meanwhile share the next", async () => {
    const { journal, batches, held } = slowJournal();
    const queue = new CommitQueue(journal, () => {});
    const waits = [0, 1, 2].map((seq) => {
      queue.push(sampleRecord(seq));
      return queue.flush();
    });
    await turns();
    expect(batches).toEqual([3]);
    for (const seq of [3, 4]) queue.push(sampleRecord(seq));
    const later = queue.flush();
    held[0]?.go();
    await Promise.all(waits);
    expect(queue.durable).toBe(3);
    await expect.poll(() => batches).toEqual([3, 2]);
    expect(queue.durable).toBe(3);
    held[1]?.go();
    await later;
    expect(queue.durable).toBe(5);
  });

  test("a flush waits for the batch that the journal has, and for nothing that came after", async () => {
    const { journal, batches, held } = slowJournal();
    const queue = new CommitQueue(journal, () => {});
    queue.push(sampleRecord(0));
    void queue.flush();
    await turns();
    const again = queue.flush();
    held[0]?.go();
    await again;
    await queue.flush();
    expect([queue.durable, batches]).toEqual([1, [1]]);
  });

  test("a batch is bounded", async () => {
    const journal = MemoryJournal.open();
    const sizes: number[] = [];
    const queue = new CommitQueue(journal, (_, records) => sizes.push(records.length));
    for (let seq = 0; seq < 600; seq++) queue.push(sampleRecord(seq, 16_000));
    await queue.flush();
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes) * 16_000).toBeLessThan(4 * 1024 * 1024);
    expect(journal.size).toBe(600);
  });
});

describe("many callers", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A queue whose batch before had two callers, and that has the first record of the next. */
  async function crowded() {
    const { journal, batches, held } = slowJournal();
    const queue = new CommitQueue(journal, () => {});
    let seq = 0;
    const append = () => {
      queue.push(sampleRecord(seq++));
      void queue.flush();
    };
    append();
    append();
    await turns();
    held[0]?.go();
    await turns();
    append();
    return { append, batches };
  }

  test("share a batch as long as they keep coming, but not for long", async () => {
    const { append, batches } = await crowded();
    for (let ms = 1; ms < GATHER_TIMES; ms++) {
      await vi.advanceTimersByTimeAsync(1);
      expect(batches).toEqual([2]);
      append();
    }
    await vi.advanceTimersByTimeAsync(1);
    expect(batches).toEqual([2, GATHER_TIMES]);
    expect(FLUSH_WITHIN_MS + GATHER_TIMES).toBeLessThan(50);
  });

  test("wait no longer when nobody came", async () => {
    const { batches } = await crowded();
    await vi.advanceTimersByTimeAsync(2);
    expect(batches).toEqual([2, 1]);
  });

  test("do not make a lone one wait", async () => {
    const { journal, batches } = slowJournal();
    const queue = new CommitQueue(journal, () => {});
    queue.push(sampleRecord(0));
    void queue.flush();
    await turns();
    expect(batches).toEqual([1]);
  });
});

describe("records that nobody waits for", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("go down in time, in one batch", async () => {
    const { journal, batches, held } = slowJournal();
    const queue = new CommitQueue(journal, () => {});
    queue.push(sampleRecord(0));
    await vi.advanceTimersByTimeAsync(FLUSH_WITHIN_MS - 1);
    queue.push(sampleRecord(1));
    expect(batches).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(batches).toEqual([2]);
    // While the journal is busy, the clock runs for the next ones too.
    queue.push(sampleRecord(2));
    held[0]?.go();
    await vi.advanceTimersByTimeAsync(FLUSH_WITHIN_MS);
    expect(batches).toEqual([2, 1]);
    expect(FLUSH_WITHIN_MS).toBeLessThan(50);
  });

  test("go down before one that somebody waits for", async () => {
    const { journal, batches, held } = slowJournal();
    const queue = new CommitQueue(journal, () => {});
    for (const seq of [0, 1, 2]) queue.push(sampleRecord(seq));
    const done = queue.flush();
    await turns();
    expect(batches).toEqual([3]);
    held[0]?.go();
    await done;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(batches).toEqual([3]);
  });
});

describe("backpressure", () => {
  test("says when there is no room, and when there is again", async () => {
    const { journal, held } = slowJournal();
    const queue = new CommitQueue(journal, () => {});
    expect(queue.hasRoom).toBe(true);
    await queue.drained();
    let seq = 0;
    for (let bytes = 0; bytes <= SOFT_LIMIT_BYTES; bytes += 16_000) queue.push(sampleRecord(seq++, 16_000));
    expect(queue.hasRoom).toBe(false);
    let isDrained = false;
    const drained = queue.drained().then(() => {
      isDrained = true;
    });
    await turns();
    expect([held.length, isDrained]).toEqual([1, false]);
    held[0]?.go();
    await drained;
    expect(queue.hasRoom).toBe(true);
  });

  test("takes nothing more at the hard limit, and recovers", async () => {
    const { journal, held } = slowJournal();
    const queue = new CommitQueue(journal, () => {});
    let seq = 0;
    const fill = () => {
      for (;;) {
        queue.assertReady();
        queue.push(sampleRecord(seq++, 16_000));
      }
    };
    expect(fill).toThrow(expect.objectContaining({ trouble: "full" }));
    expect(seq * 16_000).toBeLessThan(HARD_LIMIT_BYTES + 32_000);
    const release = setInterval(() => held.shift()?.go(), 1);
    await queue.flush();
    clearInterval(release);
    expect(() => queue.assertReady()).not.toThrow();
    expect(journal.size).toBe(seq);
  });
});

describe("when the journal cannot append", () => {
  test("everybody who waits is told, and nothing is ever appended again", async () => {
    const { journal, batches, held } = slowJournal();
    const queue = new CommitQueue(journal, () => {});
    queue.push(sampleRecord(0));
    const first = queue.flush();
    await turns();
    queue.push(sampleRecord(1));
    const second = queue.flush();
    let told = 0;
    queue.onceChanged(() => {
      told += 1;
    });
    const cause = new Error("the disk is gone");
    held[0]?.fail(cause);
    await turns();
    for (const wait of [first, second, queue.flush(), queue.drained()]) {
      await expect(wait).rejects.toMatchObject({ code: "STORAGE", trouble: "failed", cause });
    }
    expect(() => queue.assertReady()).toThrow(JournalFault);
    expect([told, queue.durable, batches]).toEqual([1, 0, [1]]);
    expect(queue.fault).toMatchObject({ trouble: "failed" });
  });

  test("a fault of the journal is told as it is", async () => {
    const { journal, held } = slowJournal();
    const queue = new CommitQueue(journal, () => {});
    queue.push(sampleRecord(0));
    const wait = queue.flush();
    await turns();
    held[0]?.fail(new JournalFault("quota"));
    await expect(wait).rejects.toMatchObject({ trouble: "quota" });
  });
});

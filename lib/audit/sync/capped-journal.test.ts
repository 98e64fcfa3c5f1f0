import { describe, expect, test } from "vitest";
import { nodeHasher } from "../../runtime/node/hash";
import { MemoryJournal, newMemoryStore } from "../recorder";
import { JOURNAL_CASES } from "../recorder/testing/journal-cases";
import { openSession, sampleEntry } from "../recorder/testing/sessions";
import { CappedJournal } from "./capped-journal";

const hasher = nodeHasher();

describe("it is a journal", () => {
  test.each(JOURNAL_CASES)("$name", async ({ run }) => {
    const store = newMemoryStore();
    await run({ open: async (mode) => new CappedJournal(MemoryJournal.open(store, mode)) });
  });
});

describe("the cap", () => {
  test("denies behind it, and not the closing record", async () => {
    const journal = new CappedJournal(MemoryJournal.open(), { most: 5 });
    const recorder = await openSession(journal, hasher);
    for (let n = 1; n < 5; n++) recorder.appendSoon(sampleEntry(n));
    expect(() => recorder.appendSoon(sampleEntry(5))).toThrow(expect.objectContaining({ trouble: "unsent" }));
    await expect(recorder.append(sampleEntry(5))).rejects.toMatchObject({ trouble: "unsent" });
    expect((await recorder.close({ key: "keep" })).size).toBe(6);
  });

  test("passes when the server has countersigned, also where another one says so to the journal", async () => {
    const store = newMemoryStore();
    const journal = new CappedJournal(MemoryJournal.open(store), { most: 5 });
    const recorder = await openSession(journal, hasher);
    for (let n = 1; n < 5; n++) recorder.appendSoon(sampleEntry(n));
    await recorder.flush();
    store.state = { ackedSize: 3 };
    await expect.poll(() => journal.refuses(recorder.size)).toBeUndefined();
    for (let n = 5; n < 8; n++) recorder.appendSoon(sampleEntry(n));
    expect(() => recorder.appendSoon(sampleEntry(8))).toThrow(expect.objectContaining({ trouble: "unsent" }));
    await journal.saveState({ ackedSize: 8 });
    expect(recorder.appendSoon(sampleEntry(8))).toBe(8);
  });

  test("tells how much is durable", async () => {
    const sizes: number[] = [];
    const journal = new CappedJournal(MemoryJournal.open(), { onAppended: (size) => sizes.push(size) });
    const recorder = await openSession(journal, hasher);
    await recorder.append(sampleEntry(1));
    expect(sizes).toEqual([1, 2]);
  });
});

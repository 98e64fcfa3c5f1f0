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

const unsent = expect.objectContaining({ trouble: "unsent" });
const full = async (store = newMemoryStore(), patienceMs = 0) => {
  const journal = new CappedJournal(MemoryJournal.open(store), { most: 5, patienceMs });
  const recorder = await openSession(journal, hasher);
  for (let n = 1; n < 5; n++) recorder.appendSoon(sampleEntry(n));
  await recorder.flush();
  return { store, journal, recorder };
};

describe("the cap", () => {
  test("denies behind it where the server is not reached, and not the closing record", async () => {
    const { recorder } = await full();
    await recorder.append(sampleEntry(5)); // was waited for in vain, and is stored
    expect(() => recorder.appendSoon(sampleEntry(6))).toThrow(unsent);
    await expect(recorder.append(sampleEntry(6))).rejects.toThrow(unsent);
    expect((await recorder.close({ key: "keep" })).size).toBe(7);
  });

  test("makes wait for a server that is slow, and denies nothing", async () => {
    const { store, recorder } = await full(newMemoryStore(), 60_000);
    let isDurable = false;
    const sixth = recorder.append(sampleEntry(5)).then(() => {
      isDurable = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(isDurable).toBe(false);
    expect(recorder.appendSoon(sampleEntry(6))).toBe(6);
    store.state = { ackedSize: 4 };
    await sixth;
    await recorder.flush();
    expect(recorder.durableSize).toBe(7);
  });

  test("passes when the server has countersigned, also where another one says so to the journal", async () => {
    const { store, journal, recorder } = await full();
    await recorder.append(sampleEntry(5));
    store.state = { ackedSize: 3 };
    await expect.poll(() => journal.refuses(recorder.size)).toBeUndefined();
    for (let n = 6; n < 8; n++) await recorder.append(sampleEntry(n));
    await recorder.append(sampleEntry(8));
    expect(() => recorder.appendSoon(sampleEntry(9))).toThrow(unsent);
    await journal.saveState({ ackedSize: 9 });
    expect(recorder.appendSoon(sampleEntry(9))).toBe(9);
  });

  test("tells how much is durable", async () => {
    const sizes: number[] = [];
    const journal = new CappedJournal(MemoryJournal.open(), { onAppended: (size) => sizes.push(size) });
    const recorder = await openSession(journal, hasher);
    await recorder.append(sampleEntry(1));
    expect(sizes).toEqual([1, 2]);
  });
});

import { describe, test } from "vitest";
import { MemoryJournal, newMemoryStore } from "./memory-journal";
import { JOURNAL_CASES } from "./testing/journal-cases";

describe("a journal in memory", () => {
  test.each(JOURNAL_CASES)("$name", async ({ run }) => {
    const store = newMemoryStore();
    await run({ open: async (mode) => MemoryJournal.open(store, mode) });
  });
});

import "server-only";
import { type Journal, JournalFault } from "@/lib/audit/recorder";

/** A journal that ends in the middle of what it is given, as that of a page that is closed while an agent runs. */
export function cutJournal(journal: Journal, records: number): Journal {
  return {
    mode: journal.mode,
    discardedBytes: journal.discardedBytes,
    keys: journal.keys,
    get size() {
      return journal.size;
    },
    async append(batch) {
      if (batch.first + batch.records.length <= records) return journal.append(batch);
      const written = batch.records.slice(0, Math.max(0, records - batch.first));
      if (written.length > 0) await journal.append({ first: batch.first, records: written, closes: false });
      throw new JournalFault("failed", "The page is gone.");
    },
    read: (from, signal) => journal.read(from, signal),
    state: () => journal.state(),
    saveState: (change) => journal.saveState(change),
    close: () => journal.close(),
  };
}

/** Closes a session whose tab is gone. */
import { loadWasmHasher } from "@/lib/audit/hash";
import { closeInterrupted, JournalFault } from "@/lib/audit/recorder";
import { openIndexedDbJournal } from "@/lib/runtime/embedded/journal/indexeddb-journal";

/** As interrupted, with the key that it kept. Answers why it could not be, unless it is only that somebody writes it. */
export async function closeDead(sid: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const journal = await openIndexedDbJournal({ sid });
    try {
      const reason = "The tab that recorded it is gone.";
      await closeInterrupted({
        journal,
        hasher: await loadWasmHasher(),
        clock: Date.now,
        key: "keep",
        reason,
        signal,
      });
      return undefined;
    } finally {
      await journal.close();
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof JournalFault)) throw error;
    return error.trouble === "locked" || error.trouble === "missing" ? undefined : error.message;
  }
}

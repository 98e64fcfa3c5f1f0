/** The logs of agents that the agent of a run starts: files of their own, found by the names in the log of the run. */
import type { Journal } from "../../lib/audit/recorder";
import type { ChildLog } from "../../lib/runtime/driver";
import { type FileJournal, openFileJournal } from "../../lib/runtime/node/journal/file-journal";
import { placeChildLog } from "./log-place";

export function childLogsIn(
  workspace: string,
  heard: (journal: FileJournal) => Journal,
): (sid: string) => Promise<ChildLog> {
  return async (sid) => {
    const journal = await openFileJournal(await placeChildLog(workspace, sid));
    return { journal: heard(journal), close: () => journal.close() };
  };
}

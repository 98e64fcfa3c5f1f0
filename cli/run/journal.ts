/** The journal of a run: opened for a session that is new, after those that were killed have been closed. */
import { lstat, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { closeInterrupted, JournalFault } from "../../lib/audit/recorder";
import { nodeHasher } from "../../lib/runtime/node/hash";
import { type FileJournal, openFileJournal } from "../../lib/runtime/node/journal/file-journal";
import { UsageError } from "../failure";
import { printable } from "../io/printable";
import { removeLeftovers } from "./leftovers";

const KEY = ".jsonl.key";
const REASON = "The run ended without closing its log.";

export async function openJournal(path: string, workspace: string): Promise<FileJournal> {
  const journal = await opened(path);
  if (journal.size === 0) return journal;
  try {
    await close(journal, workspace);
  } catch (thrown) {
    throw thrown instanceof JournalFault ? new UsageError(printable(thrown.message)) : thrown;
  } finally {
    await journal.close();
  }
  throw new UsageError(
    `${printable(path)} holds the log of an earlier run, which is kept; name another file or a folder.`,
  );
}

async function opened(path: string): Promise<FileJournal> {
  try {
    return await openFileJournal(path);
  } catch (thrown) {
    if (thrown instanceof JournalFault) throw new UsageError(printable(thrown.message));
    throw thrown;
  }
}

export interface Swept {
  readonly path: string;
  /** Why it could not be closed. */
  readonly fault?: string;
}

/**
 * Closes the sessions of runs that were killed. The attack: a workspace that came from elsewhere, whose folder for them
 * is a link into somebody's files. Whoever runs at the moment holds the lock of its log, and is left
 * alone; a log that is not what was recorded is left as it is, for a person to look at.
 */
export async function closeAbandoned(folder: string, workspace: string): Promise<Swept[]> {
  const swept: Swept[] = [];
  for (const each of [dirname(folder), folder])
    if (!(await lstat(each).catch(() => undefined))?.isDirectory()) return swept;
  const names = await readdir(folder).catch(() => []);
  // The key goes when a session is closed: where there is one, somebody did not come to that.
  for (const name of names.filter((each) => each.endsWith(KEY)).sort()) {
    const path = join(folder, name.slice(0, -".key".length));
    const fault = await closeOne(path, workspace);
    if (fault !== "running") swept.push({ path, ...(fault && { fault }) });
  }
  return swept;
}

async function closeOne(path: string, workspace: string): Promise<string | undefined> {
  let journal: FileJournal | undefined;
  try {
    journal = await openFileJournal(path);
    if (journal.size > 0) await close(journal, workspace);
    // Killed before its first record: nobody was told of a session, and there is none.
    else for (const ending of ["", ".key", ".state"]) await rm(path + ending, { force: true });
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof JournalFault)) throw thrown;
    return thrown.trouble === "locked" ? "running" : thrown.message;
  } finally {
    await journal?.close();
  }
}

async function close(journal: FileJournal, workspace: string): Promise<void> {
  const hasher = nodeHasher();
  const { wasClosed } = await closeInterrupted({
    journal,
    hasher,
    clock: Date.now,
    key: "destroy",
    reason: REASON,
  });
  if (!wasClosed) await removeLeftovers(journal, workspace);
}

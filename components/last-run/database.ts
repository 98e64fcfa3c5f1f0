/**
 * Where this browser remembers the last run of each workspace: which session it was and under which policy text. Its records are
 * in the journal, and not once more here. What the log has only digests of (output, files, answers) is kept beside it only where
 * the author keeps bodies, and goes when those are erased.
 */
import { resultOf } from "@/lib/runtime/embedded/journal/database";
import { finished } from "../files/database";
import type { WholeRun } from "./whole-run";

const NAME = "aegis-last-run";
const VERSION = 1;
/** Both by workspace. */
const RUNS = "runs";
const WHOLE = "whole";

export interface LastRun {
  readonly sid: string;
  readonly policy: string;
}

/** The latest takes the place of the one before. Where there is no room for it, nothing is remembered: an older one would be a lie. */
export async function rememberRun(workspaceId: string, run: LastRun): Promise<void> {
  await within(async (database) => {
    const transaction = begin(database, "readwrite");
    transaction.objectStore(WHOLE).delete(workspaceId);
    transaction.objectStore(RUNS).put(run, workspaceId);
    await finished(transaction).catch(async () => {
      const another = begin(database, "readwrite");
      for (const store of [RUNS, WHOLE]) another.objectStore(store).delete(workspaceId);
      await finished(another);
    });
  });
}

/** Of the run that is remembered, and of no other. */
export async function rememberWhole(workspaceId: string, whole: WholeRun): Promise<void> {
  await within(async (database) => {
    const transaction = begin(database, "readwrite");
    const done = finished(transaction);
    done.catch(() => {}); // told below
    const run = await resultOf<unknown>(transaction.objectStore(RUNS).get(workspaceId));
    if (isLastRun(run) && run.sid === whole.sid) transaction.objectStore(WHOLE).put(whole, workspaceId);
    await done;
  });
}

export async function lastRunOf(
  workspaceId: string,
): Promise<{ readonly run: LastRun; readonly whole: WholeRun | undefined } | undefined> {
  return within(async (database) => {
    const transaction = begin(database, "readonly");
    const [run, whole] = await Promise.all([
      resultOf<unknown>(transaction.objectStore(RUNS).get(workspaceId)),
      resultOf<WholeRun | undefined>(transaction.objectStore(WHOLE).get(workspaceId)),
    ]);
    if (!isLastRun(run)) return undefined;
    return { run, whole: whole?.sid === run.sid ? whole : undefined };
  });
}

export async function isKeptWhole(workspaceId: string): Promise<boolean> {
  return within(async (database) => {
    const whole = begin(database, "readonly").objectStore(WHOLE);
    return (await resultOf(whole.getKey(workspaceId))) !== undefined;
  });
}

/** Its log is there as before, and is what is shown of it. */
export async function eraseWhole(workspaceId: string): Promise<void> {
  await within(async (database) => {
    const transaction = begin(database, "readwrite");
    transaction.objectStore(WHOLE).delete(workspaceId);
    await finished(transaction);
  });
}

function isLastRun(row: unknown): row is LastRun {
  const { sid, policy } = (row ?? {}) as Partial<LastRun>;
  return typeof sid === "string" && typeof policy === "string";
}

function begin(database: IDBDatabase, mode: IDBTransactionMode): IDBTransaction {
  return database.transaction([RUNS, WHOLE], mode, { durability: "relaxed" });
}

async function within<T>(work: (database: IDBDatabase) => Promise<T>): Promise<T> {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    for (const store of [RUNS, WHOLE]) request.result.createObjectStore(store);
  };
  const database = await resultOf(request);
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

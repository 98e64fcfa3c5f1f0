/** What runs in the pages of sync.spec.ts: a session as a run begins it. What sends it is the product's own page. */
import { beginSession } from "@/components/sync/begin-session";
import { fromUtf8 } from "@/lib/audit/bytes";
import { loadWasmHasher } from "@/lib/audit/hash";
import { JournalFault, Recorder, type SessionEntry } from "@/lib/audit/recorder";
import { linesOf, OPENING, sampleEntry } from "@/lib/audit/recorder/testing/sessions";
import type { CappedJournal } from "@/lib/audit/sync/capped-journal";
import { KEYS, openDatabase, resultOf } from "@/lib/runtime/embedded/journal/database";
import { openIndexedDbJournal } from "@/lib/runtime/embedded/journal/indexeddb-journal";
import { deleteSession, listSessions } from "@/lib/runtime/embedded/journal/sessions";

let recorder: Recorder;
let journal: CappedJournal;

async function begin(workspaceId: string) {
  const { signal } = new AbortController();
  const begun = await beginSession(workspaceId, signal);
  journal = begun.journal;
  recorder = await Recorder.open({
    journal,
    hasher: await loadWasmHasher(),
    clock: Date.now,
    sid: begun.sid,
    host: begun.host,
    data: { ...OPENING, ...begun.given, agent: "tested", workspace: begun.workspace },
  });
  return { sid: begun.sid, given: begun.given, halt: begun.halt };
}

/** Answers the size that is durable, or why nothing more is recorded. */
async function record(count: number, bytes = 0): Promise<number | string> {
  try {
    for (let n = 0; n < count; n++) {
      await recorder.drained();
      recorder.appendSoon(bytes === 0 ? sampleEntry(recorder.size) : large(bytes));
    }
    await recorder.flush();
    return recorder.durableSize;
  } catch (error) {
    if (error instanceof JournalFault) return error.trouble;
    throw error;
  }
}

/** Text that does not get smaller when a database packs it. */
function large(length: number): SessionEntry {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  const path = Array.from(bytes, (byte) => (byte & 15).toString(16)).join("");
  return { type: "fs.read", data: { code: "ALLOWED", request: { path }, verdict: "allow" } };
}

async function close(): Promise<number> {
  const { size } = await recorder.close({ key: "keep" });
  await journal.close();
  return size;
}

/** The log as this browser has it. */
async function held(sid: string) {
  const opened = await openIndexedDbJournal({ sid, mode: "read" });
  const lines = (await linesOf(opened)).map((line) => fromUtf8(line) ?? "");
  const state = await opened.state();
  await opened.close();
  return { lines, state };
}

async function keysHeld(): Promise<unknown[]> {
  const database = await openDatabase("aegis-audit");
  const sids = await resultOf(database.transaction(KEYS).objectStore(KEYS).getAllKeys());
  database.close();
  return sids;
}

const api = {
  begin,
  record,
  close,
  held,
  keysHeld,
  sids: async () => (await listSessions()).map(({ sid }) => sid),
  deleteSession,
};
export type SyncApi = typeof api;
Object.assign(globalThis, { syncApi: api });

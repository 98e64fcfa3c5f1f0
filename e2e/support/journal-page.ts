/** What runs in the page of journal.spec.ts: the cases of every journal, over IndexedDB, and pieces of a session. */
import { loadWasmHasher } from "@/lib/audit/hash";
import { generateSessionKey } from "@/lib/audit/note/keys";
import { closeInterrupted, JournalFault, Recorder } from "@/lib/audit/recorder";
import { auditCheckpoint, auditRecords } from "@/lib/audit/recorder/testing/audit";
import { JOURNAL_CASES } from "@/lib/audit/recorder/testing/journal-cases";
import { recorderCases } from "@/lib/audit/recorder/testing/recorder-cases";
import { linesOf, OPENING, sampleEntry } from "@/lib/audit/recorder/testing/sessions";
import {
  BodyStore,
  bodiesOfSession,
  eraseBodies,
  heldIn,
  readBody,
} from "@/lib/runtime/embedded/journal/bodies";
import {
  type IndexedDbJournal,
  openIndexedDbJournal,
} from "@/lib/runtime/embedded/journal/indexeddb-journal";
import { deleteSession, listSessions } from "@/lib/runtime/embedded/journal/sessions";

/** The spec listens: what a page was told is durable, it passes on at once. */
declare const acknowledged: ((size: number) => void) | undefined;

let journal: IndexedDbJournal;
let recorder: Recorder;

async function runCase(name: string): Promise<void> {
  const cases = [...JOURNAL_CASES, ...recorderCases(await loadWasmHasher())];
  const found = cases.find((entry) => entry.name === name);
  if (!found) throw new Error(`there is no case ${name}`);
  await found.run({ open: (mode = "write") => openIndexedDbJournal({ sid: "case", mode }) });
}

async function begin(sid: string): Promise<void> {
  journal = await openIndexedDbJournal({ sid });
  const hasher = await loadWasmHasher();
  recorder = await Recorder.open({
    journal,
    hasher,
    clock: Date.now,
    sid,
    host: "audit.example",
    data: OPENING,
  });
}

/** Records until it is stopped by something that is not its own. */
async function recordOn(most = Number.POSITIVE_INFINITY, bytes = 0): Promise<string> {
  try {
    for (let n = 0; n < most; n++) {
      const { seq } = await recorder.append({
        ...sampleEntry(2),
        data: { code: "ALLOWED", request: { path: noise(bytes) }, verdict: "allow" },
      } as Parameters<Recorder["append"]>[0]);
      if (typeof acknowledged === "function") acknowledged(seq + 1);
    }
    return "done";
  } catch (error) {
    return troubleOf(error);
  }
}

/** Text that does not get smaller when a database packs it. */
function noise(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => String.fromCharCode(0x30 + (byte & 63)))
    .join("")
    .replaceAll("\\", "_");
}

function troubleOf(error: unknown): string {
  if (error instanceof JournalFault) return error.trouble;
  throw error;
}

/** As after a crash: closes the session, and holds its log to the format. */
async function closeAndAudit(sid: string): Promise<{ size: number; status: unknown }> {
  const hasher = await loadWasmHasher();
  const opened = await openIndexedDbJournal({ sid });
  const closed = await closeInterrupted({ journal: opened, hasher, clock: Date.now, key: "keep" });
  const lines = await linesOf(opened);
  const size = await auditCheckpoint(hasher, closed.checkpoint ?? "", lines);
  await opened.close();
  return { size, status: auditRecords(hasher, lines).at(-1)?.data.status };
}

async function openAs(sid: string, ifLocked: "fail" | "read"): Promise<{ mode: string; records: number }> {
  try {
    const opened = await openIndexedDbJournal({ sid, ifLocked });
    const records = (await linesOf(opened)).length;
    const { mode } = opened;
    await opened.close();
    return { mode, records };
  } catch (error) {
    return { mode: troubleOf(error), records: 0 };
  }
}

/** Whether the key that is stored can be read by the page that stores it. */
async function keyOf(sid: string): Promise<{ isHandle: boolean; exported: string }> {
  const opened = await openIndexedDbJournal({ sid, mode: "read" });
  const key = await opened.keys.load();
  await opened.close();
  const isHandle = key?.secret instanceof CryptoKey;
  const exported = await crypto.subtle.exportKey("pkcs8", key?.secret as CryptoKey).then(
    () => "yes",
    (error: DOMException) => error.name,
  );
  return { isHandle, exported };
}

/** Keeps bodies of so many bytes, each under a digest that counts up from `from`; answers with what is there then. */
async function keepBodies(workspace: string, sizes: readonly number[], mostBytes: number, from = 0) {
  const store = new BodyStore({ workspace, sid: `s-${workspace}`, mostBytes });
  for (const [at, size] of sizes.entries())
    store.keep({
      sha256: digestOf(workspace, from + at),
      salt: new Uint8Array(16),
      bytes: new Uint8Array(size).fill(at),
    });
  store.lose(1);
  await store.close();
  return bodiesIn(workspace, from + sizes.length);
}

const digestOf = (workspace: string, at: number) => `${workspace}${at}`.padStart(64, "0");

async function bodiesIn(workspace: string, upTo: number) {
  const { count, bytes, letGo, lost } = await heldIn(workspace);
  const there: number[] = [];
  for (let at = 0; at < upTo; at++) if (await readBody(digestOf(workspace, at))) there.push(at);
  const ofSession = (await bodiesOfSession(`s-${workspace}`)).length;
  return { count, bytes, letGo, lost, there, ofSession };
}

const api = {
  keepBodies,
  bodiesIn,
  eraseBodies: (workspace: string) => eraseBodies(workspace),
  runCase,
  begin,
  recordOn,
  closeAndAudit,
  openAs,
  keyOf,
  listSessions: () => listSessions(),
  deleteSession: (sid: string) => deleteSession(sid).then(() => "deleted", troubleOf),
  /** Whether this browser has Ed25519 of its own, which the key's being out of reach depends on. */
  hasPlatformKeys: async () => !(await generateSessionKey()).extractable,
  steal: (name: string) =>
    new Promise<void>((resolve) => {
      void navigator.locks.request(name, { steal: true }, async () => resolve());
    }),
};
export type JournalApi = typeof api;
Object.assign(globalThis, { journalApi: api });

/**
 * Where the log of a new session begins: a journal of its own, and what the server gave for its first record. Offline it
 * begins without, and is countersigned later; what it cannot do without is the name of the server that will.
 */
import { loadWasmHasher } from "@/lib/audit/hash";
import { newSessionId } from "@/lib/audit/recorder";
import { CappedJournal } from "@/lib/audit/sync/capped-journal";
import { type Halt, later } from "@/lib/audit/sync/outcome";
import { WorkspaceSync } from "@/lib/audit/sync/workspace-sync";
import { AegisError } from "@/lib/errors";
import { openIndexedDbJournal } from "@/lib/runtime/embedded/journal/indexeddb-journal";
import { post } from "./messages";
import { watchStoring } from "./not-stored";
import { openSyncStore } from "./sync-store";
import { trpcTransport } from "./transport";

/** Nobody waits longer for a server before an agent runs. */
const OPEN_WITHIN_MS = 3_000;
/** Other tabs hear of new records this often. */
const TELL_EVERY_MS = 250;

export interface BegunSession {
  readonly sid: string;
  /** Of the log's origin. */
  readonly host: string;
  readonly workspace: string;
  /** For the first record. Empty offline. */
  readonly given: { readonly nonce?: string; readonly workspace_checkpoint?: string };
  /** Not for longer than 50,000 records that nobody has countersigned. Whoever began the session closes it. */
  readonly journal: CappedJournal;
  /** Why the server gave nothing: offline, or something that a person has to see. */
  readonly halt: Halt | null;
  /** Whether the browser has promised not to clear what it stores for us. */
  readonly isPersistent: boolean;
}

export async function beginSession(workspaceId: string, signal: AbortSignal): Promise<BegunSession> {
  const [store, hasher, isPersistent] = await Promise.all([
    openSyncStore(),
    loadWasmHasher(),
    askForPersistence(),
  ]);
  const parts = { hasher, transport: trpcTransport, store, clock: Date.now };
  const opened = await inTime((limited) => WorkspaceSync.open(parts, workspaceId, limited), signal);
  const host = opened.ok ? opened.value.trust.host : (await store.pins())?.host;
  if (host === undefined) throw neverReached(opened);
  const sid = newSessionId(Date.now);
  return {
    sid,
    host,
    workspace: workspaceId,
    given: opened.ok ? opened.value.given : {},
    journal: await openSentJournal(sid),
    halt: opened.ok ? null : opened.halt,
    isPersistent,
  };
}

/** Of a session, or of one that an agent of it starts: sent as it grows, and not for longer than it may be unsent. */
export async function openSentJournal(sid: string): Promise<CappedJournal> {
  const journal = await openIndexedDbJournal({ sid });
  const storing = watchStoring();
  const announce = announcer();
  const onAppended = () => {
    storing.stored();
    announce();
  };
  return new CappedJournal(journal, { onAppended, onFailed: storing.failed });
}

type Opened = Awaited<ReturnType<typeof WorkspaceSync.open>>;

/** Without its name no key could be made that it would accept: such a log could never be countersigned. */
function neverReached(opened: Opened): AegisError {
  const why = opened.ok ? "" : opened.halt.why;
  const message = `This browser has never reached the server's log, and so cannot begin one for it. ${why}`;
  return new AegisError("NOT_READY", { message });
}

async function inTime(open: (signal: AbortSignal) => Promise<Opened>, signal: AbortSignal): Promise<Opened> {
  const limit = AbortSignal.timeout(OPEN_WITHIN_MS);
  try {
    return await open(AbortSignal.any([signal, limit]));
  } catch (error) {
    if (limit.aborted && !signal.aborted) return later("The server did not answer in time.");
    throw error;
  }
}

/** What is not persistent the browser may clear when it needs room, with records in it that nobody else has. */
async function askForPersistence(): Promise<boolean> {
  const storage = navigator.storage as StorageManager | undefined;
  return (await storage?.persist?.().catch(() => false)) ?? false;
}

function announcer(): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      post({ kind: "recorded" });
    }, TELL_EVERY_MS);
  };
}

/**
 * The synchronising of one page. One tab of the browser sends, under the Web Lock `audit:upload`; the others show what
 * it says, and the next in line takes over as soon as it is gone. Loaded when there is something to send or to check.
 */
import { loadWasmHasher } from "@/lib/audit/hash";
import type { Pins } from "@/lib/audit/sync/pins";
import type { SyncStore } from "@/lib/audit/sync/store";
import { listen, post, type SyncMessage } from "./messages";
import { withMend } from "./not-stored";
import { openSyncStore } from "./sync-store";
import { trpcTransport } from "./transport";
import { Uploader } from "./uploader";
import { EMPTY_VIEW, type SyncEvent, type SyncView, syncReducer } from "./view";

export const UPLOAD_LOCK = "audit:upload";

export interface SyncEngine {
  /** Tries again, also what was stopped. */
  retry(): void;
  /** A person has compared the keys and says that they are the server's. */
  acceptKeys(pins: Pins): Promise<void>;
}

export interface EngineOptions {
  /** Of this page: its log is held against what was seen of it, also where there is nothing to send. */
  readonly workspaceId: string;
  readonly onView: (view: SyncView) => void;
  readonly signal: AbortSignal;
}

export async function startSync({ workspaceId, onView, signal }: EngineOptions): Promise<SyncEngine> {
  const [store, hasher] = await Promise.all([openSyncStore(), loadWasmHasher()]).catch((error: unknown) => {
    throw new Error(withMend(error), { cause: error });
  });
  let view = EMPTY_VIEW;
  let uploader: Uploader | undefined;
  const show = (next: SyncView) => {
    view = next;
    onView(view);
  };
  const tell = (event: SyncEvent) => {
    show(syncReducer(view, event));
    post({ kind: "view", view });
  };
  const hear = (message: SyncMessage) => {
    // Every tab says "view" to all, and hears itself: of the one that sends, only its own counts.
    if (message.kind === "view" && uploader === undefined) show(message.view);
    // Also while no tab sends: it is said once, and whoever sends next goes on from what is shown here.
    if (message.kind === "failed" || message.kind === "stored") {
      if (uploader === undefined) show(syncReducer(view, message));
      else tell(message);
    }
    if (uploader === undefined) return;
    if (message.kind === "hello") post({ kind: "view", view });
    if (message.kind === "recorded") uploader.wake();
    if (message.kind === "retry") uploader.retry();
    if (message.kind === "watch") uploader.watch(message.workspaceId);
  };
  if (!signal.aborted) listen(hear, signal);
  void lead(signal, async () => {
    uploader = new Uploader({ hasher, transport: trpcTransport, store, tell, signal }, [workspaceId]);
    followNetwork(() => uploader?.wake(), signal);
    await uploader.run();
  }).catch((error: unknown) => {
    if (!signal.aborted) tell({ kind: "failed", why: withMend(error) });
  });
  post({ kind: "hello" });
  post({ kind: "watch", workspaceId });
  return { retry: () => post({ kind: "retry" }), acceptKeys: (pins) => accept(store, pins) };
}

async function accept(store: SyncStore, pins: Pins): Promise<void> {
  await store.savePins(pins);
  post({ kind: "retry" });
}

/** At once where no other tab has the lock, else as soon as it is gone. */
async function lead(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  // Outside secure contexts there are no locks, and no logs either: see the journal.
  const locks = navigator.locks as LockManager | undefined;
  await locks?.request(UPLOAD_LOCK, { signal }, work);
}

function followNetwork(changed: () => void, signal: AbortSignal): void {
  for (const name of ["online", "offline"]) window.addEventListener(name, changed, { signal });
}

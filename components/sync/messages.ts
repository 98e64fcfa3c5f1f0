/** What the tabs of one browser say to each other about logs. Everything else they read from the database. */
import type { SyncView } from "./view";

export const CHANNEL = "audit:sync";

export type SyncMessage =
  /** There is more to send, or something to look at. */
  | { readonly kind: "recorded" }
  /** A person wants it tried again, also what was stopped. */
  | { readonly kind: "retry" }
  /** A tab has opened and knows nothing yet. */
  | { readonly kind: "hello" }
  /** A tab is open on a workspace: what is known of its log is to be checked. */
  | { readonly kind: "watch"; readonly workspaceId: string }
  | { readonly kind: "view"; readonly view: SyncView }
  /** A log could not be stored, in the words for a person. */
  | { readonly kind: "failed"; readonly why: string }
  /** One could again, of the tab that said so. */
  | { readonly kind: "stored" };

export function post(message: SyncMessage): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(message);
  channel.close();
}

/** Every other channel of this browser, of this tab as well. */
export function listen(hear: (message: SyncMessage) => void, signal: AbortSignal): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<SyncMessage>) => hear(data);
  signal.addEventListener("abort", () => channel.close(), { once: true });
}

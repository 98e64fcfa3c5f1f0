/** What is shown of the logs in this browser and of their way to the server. Pure; the uploader tells, every tab folds. */

import type { StopCode } from "@/lib/audit/sync/outcome";
import type { Pins } from "@/lib/audit/sync/pins";
import { notCountersigned, type SessionStates } from "@/lib/audit/sync/states";

export interface SyncTrouble {
  /** A session, or a workspace. */
  readonly about: string;
  readonly code: StopCode;
  readonly why: string;
  readonly offered?: Pins;
}

export type SyncPhase =
  | { readonly kind: "resting" }
  | { readonly kind: "sending" }
  | { readonly kind: "offline" }
  /** After a failure that passes. */
  | { readonly kind: "waiting"; readonly why: string };

export interface SyncView {
  readonly phase: SyncPhase;
  /** The newest first. */
  readonly sessions: readonly SessionStates[];
  readonly troubles: readonly SyncTrouble[];
  /** A log that could not be stored in this browser: why, and what to do. */
  readonly failed: string | null;
}

export const EMPTY_VIEW: SyncView = {
  phase: { kind: "resting" },
  sessions: [],
  troubles: [],
  failed: null,
};

export type SyncEvent =
  | { readonly kind: "phase"; readonly phase: SyncPhase }
  | { readonly kind: "sessions"; readonly sessions: readonly SessionStates[] }
  | {
      readonly kind: "countersigned";
      readonly sid: string;
      readonly size: number;
      readonly time: number;
      readonly anchored: number;
    }
  | { readonly kind: "stopped"; readonly trouble: SyncTrouble }
  /** It is tried again: whether there is trouble will show. */
  | { readonly kind: "mended"; readonly about: string }
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "stored" };

export function syncReducer(view: SyncView, event: SyncEvent): SyncView {
  switch (event.kind) {
    case "phase":
      return { ...view, phase: event.phase };
    case "sessions":
      return { ...view, sessions: [...event.sessions].sort((a, b) => (a.sid < b.sid ? 1 : -1)) };
    case "countersigned":
      return { ...view, sessions: view.sessions.map((session) => withReceipt(session, event)) };
    case "stopped":
      return { ...view, troubles: [...without(view.troubles, event.trouble.about), event.trouble] };
    case "mended":
      return { ...view, troubles: without(view.troubles, event.about) };
    case "failed":
      return { ...view, failed: event.why };
    case "stored":
      return { ...view, failed: null };
  }
}

export function unsentOf({ sessions }: SyncView): number {
  return sessions.reduce(
    (sum, session) => sum + (session.workspaceId === null ? 0 : notCountersigned(session)),
    0,
  );
}

/** The one line. What is wrong comes before what is only late. */
export function summaryOf(
  view: SyncView,
): { readonly tone: "quiet" | "error"; readonly text: string } | null {
  const unsent = unsentOf(view);
  const [trouble] = view.troubles;
  if (trouble !== undefined) return { tone: "error", text: `${WORDS[trouble.code]}: ${countOf(unsent)}` };
  if (view.failed !== null) return { tone: "error", text: "The log could not be stored" };
  if (view.sessions.length === 0) return null;
  if (unsent === 0) return { tone: "quiet", text: "All records countersigned" };
  const offline = view.phase.kind === "offline" ? "Offline: " : "";
  return { tone: "quiet", text: `${offline}${countOf(unsent)}` };
}

function countOf(unsent: number): string {
  if (unsent === 0) return "all records countersigned";
  return unsent === 1 ? "1 record not yet countersigned" : `${unsent} records not yet countersigned`;
}

export const WORDS: Readonly<Record<StopCode, string>> = {
  FORK: "FORK",
  ROLLBACK: "ROLLBACK",
  KEYS_CHANGED: "The server's keys changed",
  BAD_RECEIPT: "Receipt not valid",
  REFUSED: "Not taken by the server",
  NO_KEY: "Key gone",
  DAMAGED: "Log damaged",
};

function without(troubles: readonly SyncTrouble[], about: string): readonly SyncTrouble[] {
  return troubles.filter((trouble) => trouble.about !== about);
}

function withReceipt(
  session: SessionStates,
  event: Extract<SyncEvent, { kind: "countersigned" }>,
): SessionStates {
  if (session.sid !== event.sid) return session;
  const { size, time, anchored } = event;
  return { ...session, countersigned: { size, time }, anchored: { size: anchored } };
}

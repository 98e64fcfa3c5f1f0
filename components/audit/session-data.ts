/** What the server gives to the page of a session. Hints, all of it: what counts is what the page verifies itself. */
import type { Checking } from "@/lib/audit/sync/operate";
import type { SessionSummary } from "@/lib/audit/sync/wire";
import type { Item } from "./record-pages";
import type { Told } from "./trust";

export interface Evidence {
  readonly size: number;
  readonly note: string;
  readonly receipt: {
    readonly size: number;
    readonly cosignature: string;
    readonly time: number;
    readonly proof: string;
  };
}

export interface SessionData {
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly session: SessionSummary;
  readonly told: Told & { readonly host: string };
  /** The text of the spec that the session ran under, where one of that hash is at hand. */
  readonly spec: string | null;
  /** Null where the server refuses to sign what it stores, or has not yet. */
  readonly evidence: Evidence | null;
  /** How far the server is with the look that comes before it signs again; null when that is over. */
  readonly checking: Checking | null;
}

/** The page of records that was written with the page. */
export interface FirstPage {
  readonly items: readonly Item[];
  readonly next: number | null;
}

/**
 * The four things that can be said of a session, never one tick for all: recorded, here; countersigned, by the server at
 * a time; anchored, in the log of the workspace; witnessed, by others who saw that log.
 */

export interface SessionStates {
  readonly sid: string;
  readonly workspaceId: string | null;
  readonly agent: string | null;
  readonly isClosed: boolean;
  /** How many records are durable in this browser. */
  readonly recorded: number;
  readonly countersigned: { readonly size: number; readonly time: number } | null;
  /** The size of the workspace's log in which the countersigned checkpoint was shown to be. */
  readonly anchored: { readonly size: number } | null;
  /** Of the witnesses that the server names; null while there is none that could have seen it. */
  readonly witnessed: { readonly seen: number; readonly of: number } | null;
}

/** What is known of the log of a workspace. */
export interface WorkspaceFacts {
  readonly size: number;
  readonly seen: number;
  readonly witnesses: number;
}

export function notCountersigned({ recorded, countersigned }: SessionStates): number {
  return Math.max(0, recorded - (countersigned?.size ?? 0));
}

/** A witness that saw the log at a size has seen all that was in it before. */
export function witnessedBy(
  anchored: SessionStates["anchored"],
  facts: WorkspaceFacts | undefined,
): SessionStates["witnessed"] {
  if (facts === undefined || facts.witnesses === 0) return null;
  const isCovered = anchored !== null && anchored.size <= facts.size;
  return { seen: isCovered ? facts.seen : 0, of: facts.witnesses };
}

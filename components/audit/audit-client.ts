/** What the page asks of the server as it goes on. */
import { utf8 } from "@/lib/audit/bytes";
import type { RecordFilter } from "@/lib/audit/sync/wire";
import type { Evidence as VerifyEvidence } from "@/lib/audit/verify";
import { failureOf } from "../states/failure";
import { trpcClient } from "../trpc/client";
import type { Evidence } from "./session-data";

export interface Where {
  readonly workspaceId: string;
  readonly sid: string;
}

export function fetchRecords(
  where: Where,
  ask: { readonly from: number; readonly limit: number; readonly filter: RecordFilter },
  signal?: AbortSignal,
) {
  return trpcClient.audit.records.query({ ...where, ...ask }, signal === undefined ? {} : { signal });
}

export function fetchProof({ workspaceId, sid }: Where, seq: number, signal: AbortSignal) {
  return trpcClient.audit.proof.query({ of: "record", workspaceId, sid, seq }, { signal });
}

/**
 * The newest evidence, for a log may have grown since the page was made. A server that does not sign what it stores has
 * none to give; the records are verified all the same, and what is wrong with them shows.
 */
export async function fetchEvidence(where: Where, signal: AbortSignal): Promise<Evidence | null> {
  try {
    return await trpcClient.audit.head.query(where, { signal });
  } catch (error) {
    if (failureOf(error).code === "LOG_REFUSED") return null;
    throw error;
  }
}

/** How far the server is with the look that comes before it signs; it goes on, whether it is asked for or not. */
export function fetchChecking(where: Where, signal: AbortSignal) {
  return trpcClient.audit.checking.query(where, { signal });
}

export function evidenceOf(head: Evidence | null): VerifyEvidence {
  if (head === null) return {};
  return {
    checkpoints: [utf8(head.note)],
    cosignatures: utf8(head.receipt.cosignature),
    proof: utf8(head.receipt.proof),
  };
}

export function entriesUrl({ workspaceId, sid }: Where): string {
  return `/audit/${sid}/entries.jsonl?w=${encodeURIComponent(workspaceId)}`;
}

export function exportUrl(
  { workspaceId, sid }: Where,
  format: "bundle" | "jsonl" | "csv" | "cloudevents",
): string {
  return `/audit/${sid}/export?format=${format}&w=${encodeURIComponent(workspaceId)}`;
}

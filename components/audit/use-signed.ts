import { useEffect, useState } from "react";
import type { Checking } from "@/lib/audit/sync/operate";
import { fetchChecking, fetchEvidence, type Where } from "./audit-client";
import type { Evidence, SessionData } from "./session-data";

const ASK_EVERY_MS = 1_000;

export interface Signed {
  readonly evidence: Evidence | null;
  /** How far the server is with its look; null when it is over, and `evidence` is what came of it. */
  readonly checking: Checking | null;
}

/** What the server signs of a session, as soon as it does: as it came with the page, or asked for until it is there. */
export function useSigned({ evidence, checking }: SessionData, where: Where): Signed {
  const [signed, setSigned] = useState<Signed>({ evidence, checking });
  const isChecking = signed.checking !== null;
  useEffect(() => {
    if (!isChecking) return;
    const gone = new AbortController();
    void follow(where, setSigned, gone.signal);
    return () => gone.abort();
  }, [where, isChecking]);
  return signed;
}

async function follow(where: Where, tell: (signed: Signed) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    // A server that does not answer now may later: what is shown meanwhile stays true.
    const next = await ask(where, signal).catch(() => undefined);
    if (next !== undefined && !signal.aborted) tell(next);
    if (next?.checking === null) return;
  }
}

async function ask(where: Where, signal: AbortSignal): Promise<Signed> {
  const { checking } = await fetchChecking(where, signal);
  return { checking, evidence: checking === null ? await fetchEvidence(where, signal) : null };
}

/**
 * Which local copies may go. Never one of which a single record is not countersigned, or that is not closed, or about
 * which there is evidence: what this browser holds may be the only honest copy.
 */
export const KEPT_FOR_MS = 30 * 24 * 60 * 60 * 1_000;
/** All together; beyond it the oldest go first. */
export const KEPT_RECORDS = 250_000;

export interface LocalCopy {
  readonly sid: string;
  readonly size: number;
  readonly isClosed: boolean;
  readonly ackedSize: number;
  readonly hasEvidence: boolean;
}

/** By session id, the oldest first: it begins with the time at which the session began. */
export function copiesToClear(copies: readonly LocalCopy[], now: number): string[] {
  let held = copies.reduce((sum, { size }) => sum + size, 0);
  const cleared: string[] = [];
  for (const copy of [...copies].sort((a, b) => (a.sid < b.sid ? -1 : 1))) {
    const isSafe = copy.isClosed && copy.size > 0 && copy.ackedSize >= copy.size && !copy.hasEvidence;
    const isOld = now - beganAt(copy.sid) > KEPT_FOR_MS;
    if (!isSafe || !(isOld || held > KEPT_RECORDS)) continue;
    held -= copy.size;
    cleared.push(copy.sid);
  }
  return cleared;
}

/** The first 48 bits of a UUID of version 7 are milliseconds since 1970. */
function beganAt(sid: string): number {
  return Number.parseInt(sid.replaceAll("-", "").slice(0, 12), 16);
}

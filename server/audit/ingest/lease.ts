import "server-only";
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { eq } from "drizzle-orm";
import type { ReadDb, Tx } from "../../db/database";
import { auditLeases } from "../../db/schema";

/** So long after its last batch a process still counts as the one that writes a workspace. */
const LEASE_MS = 10_000;

export interface Lease {
  readonly holder: string;
  /** Grows with every change of hands. */
  readonly fence: number;
  readonly until: Date;
}

/** The name of one open database in one process. */
export function newHolder(): string {
  return `${hostname()}/${process.pid}/${randomBytes(6).toString("hex")}`;
}

export async function leaseOf(read: ReadDb | Tx, workspaceId: string): Promise<Lease | undefined> {
  const { holder, fence, until } = auditLeases;
  const [row] = await read
    .select({ holder, fence, until })
    .from(auditLeases)
    .where(eq(auditLeases.workspaceId, workspaceId));
  return row;
}

/**
 * Makes this process the writer of a workspace, in the transaction that writes: there is one at every moment, and
 * nobody waits for a process that died with the lease in its hand. The fence tells a holder that others wrote since;
 * what it remembers of the workspace from before is worth nothing then.
 */
export async function holdLease(tx: Tx, workspaceId: string, holder: string, now: Date): Promise<Lease> {
  const known = await leaseOf(tx, workspaceId);
  const isOurs = known?.holder === holder;
  // Renewed at half time only: a row that is written with every batch is a page more in each of them.
  if (isOurs && known.until.getTime() - now.getTime() > LEASE_MS / 2) return known;
  const lease = {
    holder,
    fence: (known?.fence ?? 0) + (isOurs ? 0 : 1),
    until: new Date(now.getTime() + LEASE_MS),
  };
  await tx
    .insert(auditLeases)
    .values({ workspaceId, ...lease })
    .onConflictDoUpdate({ target: auditLeases.workspaceId, set: lease });
  return lease;
}

import "server-only";
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { Statements } from "../../db/statements";

/** So long after its last batch a process still counts as the one that writes a workspace. */
const LEASE_MS = 10_000;

export interface Lease {
  readonly holder: string;
  /** Grows with every change of hands. */
  readonly fence: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** The name of one open database in one process. */
export function newHolder(): string {
  return `${hostname()}/${process.pid}/${randomBytes(6).toString("hex")}`;
}

const READ = "SELECT holder, fence, until FROM audit_leases WHERE workspace_id = ?";
const HOLD = `INSERT INTO audit_leases (workspace_id, holder, fence, until) VALUES (?, ?, ?, ?)
  ON CONFLICT (workspace_id) DO UPDATE SET holder = excluded.holder, fence = excluded.fence, until = excluded.until`;

/**
 * Makes this process the writer of a workspace, in the transaction that writes: there is one at every moment, and
 * nobody waits for a process that died with the lease in its hand. The fence tells a holder that others wrote since;
 * what it remembers of the workspace from before is worth nothing then.
 */
export async function holdLease(
  statements: Statements,
  workspaceId: string,
  holder: string,
  now: Date,
): Promise<Lease> {
  const row = await statements.row(READ, [workspaceId]);
  const isOurs = row?.holder === holder;
  const fence = Number(row?.fence ?? 0);
  const left = Number(row?.until ?? 0) - now.getTime();
  // Renewed at half time only: a row that is written with every batch is a page more in each of them. Longer than it
  // can last is one of a clock that was set back.
  if (isOurs && left > LEASE_MS / 2 && left <= LEASE_MS) return { holder, fence, until: Number(row.until) };
  const lease = { holder, fence: isOurs ? fence : fence + 1, until: now.getTime() + LEASE_MS };
  await statements.run(HOLD, [workspaceId, lease.holder, lease.fence, lease.until]);
  return lease;
}

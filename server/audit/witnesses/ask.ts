import "server-only";
import { eq } from "drizzle-orm";
import { parseVkey } from "@/lib/audit/note";
import { SETTING_FAULTS } from "@/lib/audit/sync/log-settings";
import { proveConsistencyFromTiles } from "@/lib/audit/tree";
import type { Http } from "@/lib/runtime/calls/network";
import type { Database } from "../../db/database";
import { auditLogs } from "../../db/schema";
import type { WitnessReach } from "../../env-checks";
import type { LogChecks } from "../check";
import { HASHER } from "../check/walk";
import type { LogKeys } from "../keys";
import { workspaceTiles } from "../reading/trees";
import { type Answered, addCheckpoint } from "./client";
import { keepCosignature, keepTrouble, type Witness } from "./store";
import { readWitnessUrl } from "./url";

/** A witness that names another size is asked once more from there; one that does so again and again is left alone. */
const ATTEMPTS = 3;

export interface Asking {
  readonly database: Database;
  readonly log: () => Promise<LogKeys>;
  readonly checks: LogChecks;
  readonly http: Http;
  readonly reach: WitnessReach;
}

/** Asks one witness for its word on the head of a log. Answers whether it has it; what failed is kept beside the witness. */
export async function askWitness(asking: Asking, witness: Witness, signal: AbortSignal): Promise<boolean> {
  const { database } = asking;
  const outcome = await exchange(asking, witness, signal);
  if (outcome === undefined) return true;
  await database.write((tx) =>
    outcome.kind === "signed"
      ? keepCosignature(tx, witness, { size: outcome.size, line: outcome.line, at: new Date() })
      : keepTrouble(tx, witness, { why: outcome.why, at: new Date() }),
  );
  return outcome.kind === "signed";
}

type Outcome =
  | { readonly kind: "signed"; readonly size: number; readonly line: string }
  | { readonly kind: "refused"; readonly why: string };

async function exchange(asking: Asking, witness: Witness, signal: AbortSignal): Promise<Outcome | undefined> {
  const { database, checks, log, http, reach } = asking;
  const { workspaceId, vkey, seenSize } = witness;
  const [head] = await database.read.select().from(auditLogs).where(eq(auditLogs.workspaceId, workspaceId));
  if (!head || head.size === 0 || head.size === seenSize) return undefined;
  // Asked each time: the operator may have taken back what was allowed when the witness was named.
  const place = readWitnessUrl(witness.url, reach);
  const key = parseVkey(vkey);
  if (!place.ok) return { kind: "refused", why: SETTING_FAULTS[place.fault] };
  if (!key.ok) return { kind: "refused", why: "Its key cannot be read." };
  await checks.ensure({ workspaceId });
  await checks.assertSignable(database.read, { workspaceId });
  const note = await (await log()).signHead(workspaceId, head);
  let old = seenSize;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const proof = await proofFrom(database, workspaceId, old, head.size);
    if (!proof) return { kind: "refused", why: "The log could not be proved to extend what it has seen." };
    const answer: Answered = await addCheckpoint(
      http,
      { url: place.url, vkey: key.value },
      { old, proof, note },
      signal,
    );
    if (answer.kind === "signed") return { ...answer, size: head.size };
    if (answer.kind === "refused") return answer;
    if (answer.size > head.size) {
      return {
        kind: "refused",
        why: `ROLLBACK: it has seen ${answer.size} leaves, and the log has ${head.size}.`,
      };
    }
    if (answer.size === old) return { kind: "refused", why: "FORK: it has seen another log of this size." };
    old = answer.size;
  }
  return { kind: "refused", why: "It names another size each time that it is asked." };
}

async function proofFrom(
  { read }: Database,
  workspaceId: string,
  old: number,
  size: number,
): Promise<readonly Uint8Array[] | undefined> {
  // From nothing there is nothing to prove, and from the same size neither.
  if (old === 0 || old === size) return [];
  const proof = await proveConsistencyFromTiles(HASHER, workspaceTiles(read, HASHER, workspaceId), old, size);
  return proof.ok ? proof.value : undefined;
}

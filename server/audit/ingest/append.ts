import "server-only";
import type { Receipt } from "@/lib/audit/sync/wire";
import type { Database } from "../../db/database";
import type { LogChecks } from "../check";
import { type LogKeys, sessionOrigin } from "../keys";
import { contradicts, keepEvidence } from "./evidence";
import { type Claim, checkSignature, judge, openingOf, readClaim } from "./judge";
import { readNonce } from "./nonce";
import type { Opening } from "./opening";
import { BEGINNING, noteAt, type Stored, storedPosition } from "./position";
import { newReceipt, storedReceipt } from "./receipt";
import { badProof, badSize, conflict } from "./refusals";
import type { SentBatch } from "./sent-batch";
import { Writer } from "./writer";

/** What the server has for taking batches. */
export interface Server {
  readonly database: Database;
  readonly log: LogKeys;
  readonly checks: LogChecks;
}

/** Who sends, into which workspace, as the ladder of procedures found it. */
export interface From {
  readonly actorId: string;
  readonly workspaceId: string;
  readonly now: Date;
}

/** One for each open database: a group of batches is a transaction of one process. */
const WRITERS = new WeakMap<Database, Writer>();

/**
 * Takes one batch of a session: verifies, stores, signs, in this order. The answers are those of a witness (C2SP
 * tlog-witness): a receipt, or a refusal that says what the server has.
 */
export async function append(server: Server, from: From, input: SentBatch): Promise<Receipt> {
  const { database, log, checks } = server;
  const { workspaceId } = from;
  const claim = { note: input.note, ...readClaim(input, sessionOrigin(log.host, input.sid)) };
  const stored = await storedPosition(database, workspaceId, input.sid);
  if (!stored && input.old > 0) throw conflict({ size: 0 });
  const opening = stored ? undefined : openingOf(input, claim.checkpoint.origin, workspaceId);
  await checkSignature(input.note, stored?.vkey ?? opening?.vkey ?? "");
  await checks.ensure({ workspaceId, sessionId: stored?.id });
  if (stored) {
    const known = await compare(server, from, input, claim, stored);
    if (known) return known;
  }
  return store(server, from, input, claim, stored, opening);
}

/** Where the batch does not begin at the end of what is stored, or brings nothing new: a refusal, or the receipt again. */
async function compare(
  { database, log, checks }: Server,
  { workspaceId, now }: From,
  { old, records, note, sid }: SentBatch,
  claim: Claim,
  stored: Stored,
): Promise<Receipt | undefined> {
  const { read } = database;
  const { size } = claim.checkpoint;
  if (old > size) throw badSize(`The batch begins at ${old}, and its checkpoint ends at ${size}.`);
  const isFork = await contradicts(read, stored, claim);
  if (isFork) await keepEvidence(database, stored, note, now);
  if (old !== stored.size) {
    throw conflict({ size: stored.size, note: await noteAt(database, stored) });
  }
  if (size > old) return undefined;
  if (isFork) throw badProof("FORK", `The session signed another log of ${size} records before.`);
  if (records.count > 0) throw badSize(`The checkpoint ends at ${size}, and there are records behind it.`);
  await checks.assertSignable(database, { workspaceId, sessionId: stored.id });
  return (await storedReceipt(read, log, workspaceId, { ...stored, sid })).receipt;
}

async function store(
  { database, log, checks }: Server,
  { actorId, workspaceId, now }: From,
  input: SentBatch,
  claim: Claim,
  stored: Stored | undefined,
  opening: Opening | undefined,
): Promise<Receipt> {
  const judged = judge(input, claim, stored ?? BEGINNING, opening);
  const writer = WRITERS.get(database) ?? new Writer(database);
  WRITERS.set(database, writer);
  const nonceAt = opening && readNonce(log.nonceKey, workspaceId, opening.nonce);
  const sender = { workspaceId, actorId, sid: input.sid, now, nonceAt };
  const written = await writer.write({ sender, judged, checks });
  const { leaf, root } = written.anchor;
  checks.signed(workspaceId, { size: leaf + 1, root });
  return newReceipt(log, workspaceId, claim.text, written);
}

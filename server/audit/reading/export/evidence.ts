import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { utf8 } from "@/lib/audit/bytes";
import { parseNote, parseVkey, readPolicy, writePolicy, writeTlogProof } from "@/lib/audit/note";
import { proveInclusionFromTiles, verifyInclusion } from "@/lib/audit/tree";
import { AegisError, toAegisError } from "@/lib/errors";
import { nodeHasher } from "@/lib/runtime/node/hash";
import type { ReadDb } from "../../../db/database";
import { auditBodies, auditLogs } from "../../../db/schema";
import type { LogChecks, Subject } from "../../check";
import type { LogKeys } from "../../keys";
import { policyText } from "../../witnesses/policy";
import { cosignaturesAt } from "../../witnesses/store";
import type { SessionRow } from "../find-session";
import { checkpointOf, cosigned, type StoredCheckpoint } from "../signed";
import { workspaceTiles } from "../trees";

const HASHER = nodeHasher();

export interface Source {
  readonly read: ReadDb;
  readonly log: LogKeys;
  readonly checks: LogChecks;
  readonly publicUrl: string | undefined;
}

/** What goes along with the records of a session, each as far as there is any. */
export interface Evidence {
  readonly checkpoint?: Uint8Array;
  readonly proof?: Uint8Array;
  readonly policy?: Uint8Array;
}

/**
 * The last checkpoint with the word of this server on it, and the proof that the log of the workspace holds it. A log
 * that is not what was signed is exported, too, for whoever has to find out what happened to it: as it is stored, and
 * without our word. What the log of the workspace says of it stands all the same, as long as that is in order: it shows
 * how much there once was.
 */
export async function evidenceOf(source: Source, session: SessionRow): Promise<Evidence> {
  const { read, log, publicUrl } = source;
  const stored = await checkpointOf(read, session.id);
  const policy = withCosigners(log, await policyText(read, log, session.workspaceId, publicUrl));
  if (!stored) return { policy };
  const { id: sessionId, workspaceId } = session;
  const isLogSound = await isSignable(source, { workspaceId });
  const isSound = isLogSound && (await isSignable(source, { workspaceId, sessionId }));
  const signed = isSound ? await cosigned(log, session, stored) : undefined;
  const proof = isLogSound ? await proofOf(source, workspaceId, stored) : undefined;
  const checkpoint = signed ?? stored.note;
  return {
    policy,
    // What is no note any more cannot be put into a bundle as one.
    ...(parseNote(checkpoint).ok && { checkpoint }),
    ...(proof && { proof }),
  };
}

async function isSignable({ read, checks }: Source, subject: Subject): Promise<boolean> {
  try {
    await checks.ensure(subject);
    await checks.assertSignable(read, subject);
    return true;
  } catch (thrown) {
    if (toAegisError(thrown).code === "LOG_REFUSED") return false;
    throw thrown;
  }
}

async function proofOf(
  { read, log }: Source,
  workspaceId: string,
  { note, leaf }: StoredCheckpoint,
): Promise<Uint8Array | undefined> {
  const [head] = await read.select().from(auditLogs).where(eq(auditLogs.workspaceId, workspaceId));
  const parsed = parseNote(note);
  if (!head || leaf >= head.size || !parsed.ok) return undefined;
  const made = await proveInclusionFromTiles(
    HASHER,
    workspaceTiles(read, HASHER, workspaceId),
    leaf,
    head.size,
  );
  const hash = HASHER.leaf(utf8(parsed.value.text));
  if (!made.ok || !verifyInclusion(HASHER, hash, leaf, head.size, made.value, head.root).ok) return undefined;
  const witnesses = await cosignaturesAt(read, workspaceId, head.size);
  const checkpoint = (await log.signHead(workspaceId, head)) + witnesses.join("");
  return utf8(writeTlogProof({ index: leaf, hashes: made.value, checkpoint }));
}

/**
 * The keys of our own cosigner beside those of the witnesses: whoever opens the bundle later finds in it which key has to
 * be known. It is in no quorum, for nobody is a witness to himself.
 */
function withCosigners({ cosigners }: LogKeys, text: string): Uint8Array {
  const read = readPolicy(utf8(text));
  if (!read.ok) throw new AegisError("INTERNAL", { message: read.why });
  const own = cosigners.flatMap((vkey, place) => {
    const key = parseVkey(vkey);
    return key.ok ? [{ name: place === 0 ? "cosigner" : `cosigner-retired-${place}`, vkey: key.value }] : [];
  });
  return utf8(writePolicy({ ...read.value, witnesses: [...own, ...read.value.witnesses] }));
}

/** The bodies that are kept of a session, each read when it is its turn. */
export async function bodiesOf(read: ReadDb, sessionId: number) {
  const { sha256, salt, body } = auditBodies;
  const rows = await read
    .select({ sha256 })
    .from(auditBodies)
    .where(eq(auditBodies.sessionId, sessionId))
    .orderBy(asc(sha256));
  return rows.map((row) => ({ sha256: row.sha256, content: contentOf(row.sha256) }));

  async function* contentOf(name: string): AsyncGenerator<Uint8Array> {
    const [found] = await read
      .select({ salt, body })
      .from(auditBodies)
      .where(and(eq(auditBodies.sessionId, sessionId), eq(sha256, name)));
    // An empty file under its name would be a body that is wrong. The download ends, and the next one is whole.
    if (!found) throw new AegisError("CONFLICT", { message: "A body was erased while it was exported." });
    yield found.salt;
    yield found.body;
  }
}

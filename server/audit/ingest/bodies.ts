import "server-only";
import { and, eq, sql, sum } from "drizzle-orm";
import { fromBase64, toHex } from "@/lib/audit/bytes";
import { AegisError } from "@/lib/errors";
import type { Tx } from "../../db/database";
import { auditBodies } from "../../db/schema";
import { HASHER } from "./judge";
import { MAX_BODIES_BYTES } from "./limits";
import { limitReached } from "./refusals";

const SALT_BYTES = 16;

export interface SentBody {
  readonly sha256: string;
  /** Base64, both. */
  readonly salt: string;
  readonly body: string;
}

/**
 * Keeps payloads that records name by their hash. Each is hashed before: what is kept under a hash that is not its own
 * would be shown to a reader as what the agent sent. Equal ones are kept once.
 */
export async function keepBodies(
  tx: Tx,
  sessionId: number,
  bodies: readonly SentBody[],
  now: Date,
): Promise<number> {
  const read = bodies.map(readBody);
  const { body } = auditBodies;
  const [kept] = await tx
    .select({ bytes: sum(sql`length(${body})`) })
    .from(auditBodies)
    .where(eq(auditBodies.sessionId, sessionId));
  const bytes = read.reduce((all, each) => all + each.body.length, Number(kept?.bytes ?? 0));
  if (bytes > MAX_BODIES_BYTES) {
    throw limitReached(`A session keeps at most ${MAX_BODIES_BYTES} bytes of payload.`, MAX_BODIES_BYTES);
  }
  const { rowsAffected } = await tx
    .insert(auditBodies)
    .values(read.map((each) => ({ sessionId, keptAt: now, ...each })))
    .onConflictDoNothing();
  return rowsAffected;
}

function readBody({ sha256, salt: saltText, body: bodyText }: SentBody) {
  const [salt, body] = [fromBase64(saltText), fromBase64(bodyText)];
  if (salt?.length !== SALT_BYTES || body === undefined) {
    throw new AegisError("BAD_REQUEST", { message: "A salt has 16 bytes, and both are base64." });
  }
  if (toHex(HASHER.sha256(Buffer.concat([salt, body]))) !== sha256) {
    throw new AegisError("BAD_REQUEST", { message: `The body is not the one of the hash ${sha256}.` });
  }
  return { sha256, salt: Buffer.from(salt), body: Buffer.from(body) };
}

/**
 * Erases one body or all of a session, salts included, without which the hashes that stay in the records tell nothing
 * of them. The pages that held them are overwritten; copies of the database are somebody else's to erase.
 */
export async function eraseBodies(tx: Tx, sessionId: number, sha256: string | undefined): Promise<number> {
  await tx.run(sql`PRAGMA secure_delete = ON`);
  const one = sha256 === undefined ? undefined : eq(auditBodies.sha256, sha256);
  const { rowsAffected } = await tx.delete(auditBodies).where(and(eq(auditBodies.sessionId, sessionId), one));
  return rowsAffected;
}

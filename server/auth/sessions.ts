import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { newId } from "@/lib/ids";
import type { Database, Tx } from "../db/database";
import { actors, browserSessions } from "../db/schema";
import { type Actor, actorSchema } from "./actor";

/** As long as browsers keep a cookie: for an anonymous author the cookie is all there is to come back with. */
export const SESSION_SECONDS = 400 * 24 * 60 * 60;
const TOKEN_BYTES = 32;
const TOKEN_SHAPE = /^[A-Za-z0-9_-]{43}$/;

export interface NewSession {
  /** Goes into the cookie and nowhere else. */
  readonly token: string;
  readonly actor: Actor;
}

/** Starts a session for somebody who has not said who they are. */
export async function startAnonymousSession(tx: Tx, key: Buffer, now: Date): Promise<NewSession> {
  const actor: Actor = { kind: "anonymous", id: newId("actor"), name: "Anonymous author" };
  await tx.insert(actors).values({ ...actor, createdAt: now });
  return { token: await startSession(tx, key, actor.id, now), actor };
}

/** A session for somebody of whom the caller knows who it is. */
export async function startSession(tx: Tx, key: Buffer, actorId: string, now: Date): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  await tx.insert(browserSessions).values({
    tokenHash: hashToken(key, token),
    actorId,
    createdAt: now,
    expiresAt: new Date(now.getTime() + SESSION_SECONDS * 1000),
  });
  return token;
}

/** From then on the token means nothing. */
export async function endSession(tx: Tx, key: Buffer, token: string): Promise<void> {
  await tx.delete(browserSessions).where(eq(browserSessions.tokenHash, hashToken(key, token)));
}

// Looked up by the hash, so the comparison's timing tells nothing about a token that is close.
const WHOSE = `SELECT actors.kind, actors.id, actors.name FROM browser_sessions
  JOIN actors ON actors.id = browser_sessions.actor_id
  WHERE browser_sessions.token_hash = ? AND browser_sessions.expires_at > ?`;

/** Whose session this is, or nobody's: a malformed, unknown or expired token is not told apart. */
export async function actorOfToken(
  database: Pick<Database, "row">,
  key: Buffer,
  token: string | undefined,
  now: Date,
): Promise<Actor | null> {
  if (token === undefined || !TOKEN_SHAPE.test(token)) return null;
  const row = await database.row(WHOSE, [hashToken(key, token), now.getTime()]);
  return row ? actorSchema.parse(row) : null;
}

function hashToken(key: Buffer, token: string): Buffer {
  return createHmac("sha256", key).update(token).digest();
}

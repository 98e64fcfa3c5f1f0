import "server-only";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const TIME_BYTES = 8;
const RANDOM_BYTES = 8;
const MAC_BYTES = 16;
const SHAPE = /^[A-Za-z0-9_-]{43}$/;

/**
 * What a session puts into its first record to show that it was not made up before: the time of this server, under a
 * key of this server, for one workspace. Nothing is stored for it: whoever asks for a million gets them for nothing.
 */
export function makeNonce(key: Buffer, workspaceId: string, now: Date): string {
  const said = Buffer.alloc(TIME_BYTES + RANDOM_BYTES);
  said.writeBigUInt64BE(BigInt(now.getTime()));
  randomBytes(RANDOM_BYTES).copy(said, TIME_BYTES);
  return Buffer.concat([said, macOf(key, workspaceId, said)]).toString("base64url");
}

/** When it was given out; undefined for what this server never gave out for this workspace. */
export function readNonce(key: Buffer, workspaceId: string, text: unknown): Date | undefined {
  if (typeof text !== "string" || !SHAPE.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64url");
  const said = bytes.subarray(0, TIME_BYTES + RANDOM_BYTES);
  if (!timingSafeEqual(bytes.subarray(said.length), macOf(key, workspaceId, said))) return undefined;
  return new Date(Number(said.readBigUInt64BE()));
}

function macOf(key: Buffer, workspaceId: string, said: Buffer): Buffer {
  return createHmac("sha256", key).update(said).update(workspaceId).digest().subarray(0, MAC_BYTES);
}

/**
 * The key that signs the checkpoints of a session. It is made where the session is recorded, out of reach of the agent,
 * and its public half is in the first record: nobody can put another in its place later.
 */
import { equalBytes } from "../bytes";
import { generateSessionKey, generateStoredKey, type SigningKey } from "../note/keys";
import { noteSigner } from "../note/signing";
import type { Signer } from "../note/types";
import { formatVkey, parseVkey } from "../note/vkey";
import { JournalFault, type KeyStore } from "./journal";

export interface SessionKey {
  readonly signer: Signer;
  readonly vkey: string;
  /** Whether the record of the session's opening has to say that the key could have been read. */
  readonly isExtractable: boolean;
}

/** Makes a key and keeps it, before anything names it. */
export async function createSessionKey(keys: KeyStore, origin: string): Promise<SessionKey> {
  const key = keys.keepsHandles ? await generateSessionKey() : await generateStoredKey();
  await keys.save(key);
  return sessionKey(origin, key);
}

/** The key that was kept, if it still is. It must be the one that the session named when it opened. */
export async function loadSessionKey(keys: KeyStore, vkey: string): Promise<SessionKey | undefined> {
  const named = parseVkey(vkey);
  if (!named.ok) throw new JournalFault("damaged", `The session names no key that can verify: ${named.why}`);
  const key = await keys.load();
  if (key === undefined) return undefined;
  // With another key every checkpoint from here on would be refused, and nobody would see why.
  if (!equalBytes(key.publicKey, named.value.publicKey)) {
    throw new JournalFault("damaged", "The key that was kept is not the one that the session opened with.");
  }
  return sessionKey(named.value.name, key);
}

function sessionKey(origin: string, key: SigningKey): SessionKey {
  const signer = noteSigner(origin, key);
  return { signer, vkey: formatVkey(signer.vkey), isExtractable: key.extractable };
}

import "server-only";
import { fromBase64, utf8 } from "@/lib/audit/bytes";
import {
  cosignedMessage,
  formatVkey,
  makeVerifierKey,
  SIGNATURE_TYPE,
  type SignatureType,
  type Signer,
  type SigningKey,
  signNote,
  writeCheckpoint,
  writeCosignature,
  writeNote,
} from "@/lib/audit/note";
import type { Database } from "../../db/database";
import type { Env } from "../../env";
import { Recent } from "../../memory/recent";
import { deriveKey, loadRootSecret } from "../../secrets";
import { enrol, type KnownKey, keptHost, knownKeys } from "./enrol";
import { KeySource } from "./key-source";
import { cosignerName, firstHost, workspaceOrigin } from "./names";
import { signerOf } from "./node-ed25519";

/** A signer of a workspace's log costs a millisecond to make; this many are kept. */
const KEPT_SIGNERS = 1_000;

/** By what name and with what keys this server signs. It signs whatever it is given: ask what is stored, first. */
export interface LogKeys {
  readonly host: string;
  /** Of the nonces that sessions begin with. */
  readonly nonceKey: Buffer;
  /** As vkeys; the one in use first, then those that are retired. */
  readonly cosigners: readonly string[];
  workspaceVkeys(workspaceId: string): readonly string[];
  /** The signature line, with its LF, by which this server says that it had seen this checkpoint at that time. */
  cosign(checkpointText: string, seconds: number): Promise<string>;
  /** The signed checkpoint of a workspace's log. */
  signHead(workspaceId: string, head: { readonly size: number; readonly root: Uint8Array }): Promise<string>;
}

/** The keys of this process; made at the first start, of which there may be several at once. */
export async function openLogKeys(env: Env, database: Database, now: Date = new Date()): Promise<LogKeys> {
  const host = await keptHost(database, firstHost(env));
  const cosigner = await enrol(database, new KeySource(env, "cosigner"), host, now);
  const log = await enrol(database, new KeySource(env, "log"), host, now);
  return logKeys(host, {
    nonceKey: deriveKey(await loadRootSecret(env), "nonce"),
    cosigner,
    log,
    knownCosigners: await knownKeys(database.read, "cosigner"),
    knownLogs: await knownKeys(database.read, "log"),
  });
}

interface Keys {
  readonly nonceKey: Buffer;
  readonly cosigner: SigningKey;
  readonly log: SigningKey;
  readonly knownCosigners: readonly KnownKey[];
  readonly knownLogs: readonly KnownKey[];
}

function logKeys(host: string, { nonceKey, cosigner, log, knownCosigners, knownLogs }: Keys): LogKeys {
  const name = cosignerName(host);
  const cosignature = makeVerifierKey(name, SIGNATURE_TYPE.cosignature, cosigner.publicKey);
  const [signCosignature, signHead] = [signerOf(cosigner), signerOf(log)];
  const workspaces = new Recent<string, WorkspaceSigner>(KEPT_SIGNERS, (workspaceId) => {
    const origin = workspaceOrigin(host, workspaceId);
    const { keyId, type } = makeVerifierKey(origin, SIGNATURE_TYPE.ed25519, log.publicKey);
    const signer = { name: origin, keyId, type, sign: async (text: Uint8Array) => signHead(text) };
    return { signer, vkeys: vkeysOf(origin, type, knownLogs) };
  });
  return {
    host,
    nonceKey,
    cosigners: vkeysOf(name, SIGNATURE_TYPE.cosignature, knownCosigners),
    workspaceVkeys: (workspaceId) => workspaces.get(workspaceId).vkeys,
    async cosign(text, time) {
      const signature = signCosignature(cosignedMessage(utf8(text), time));
      const payload = writeCosignature({ time, signature });
      const note = writeNote({ text, signatures: [{ name, keyId: cosignature.keyId, payload }] });
      return note.slice(text.length + 1);
    },
    signHead(workspaceId, { size, root }) {
      const { signer } = workspaces.get(workspaceId);
      return signNote(writeCheckpoint({ origin: signer.name, size, root }), [signer]);
    },
  };
}

interface WorkspaceSigner {
  readonly signer: Signer;
  readonly vkeys: readonly string[];
}

function vkeysOf(name: string, type: SignatureType, known: readonly KnownKey[]): string[] {
  return known.map(({ publicKey }) =>
    formatVkey(makeVerifierKey(name, type, fromBase64(publicKey) ?? new Uint8Array(0))),
  );
}

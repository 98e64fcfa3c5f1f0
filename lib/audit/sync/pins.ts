/**
 * The keys of a server, kept from the first visit on. Whoever takes over a server, or the name of one, could sign any
 * log with a key of their own; the browser that was there before does not believe it, and says so.
 *
 * What is kept are the public keys and the name under which they sign. The server has one key for the logs of all its
 * workspaces: one that appears with a new workspace is as unknown as any other.
 */
import { fromBase64, toBase64 } from "../bytes";
import {
  makeVerifierKey,
  parseVkey,
  SIGNATURE_TYPE,
  type SignatureType,
  type Verifier,
  verifierOf,
} from "../note";
import type { Opened } from "./wire";

export interface Pins {
  readonly host: string;
  /** Base64 of public keys: the first is in use, the others were. */
  readonly cosigner: readonly string[];
  readonly log: readonly string[];
}

export type PinCheck =
  | { readonly ok: true; readonly pins: Pins; readonly isFirst: boolean }
  /** `offered` is what would be believed if a person said so; absent where the keys are none at all. */
  | { readonly ok: false; readonly why: string; readonly offered?: Pins };

/** Who is believed about the log of one workspace. */
export interface Trust {
  readonly host: string;
  readonly workspaceOrigin: string;
  readonly cosigners: readonly Verifier[];
  readonly logs: readonly Verifier[];
}

export function checkPins(
  pinned: Pins | undefined,
  { host, keys }: Pick<Opened, "host" | "keys">,
  workspaceId: string,
): PinCheck {
  const cosigner = publicKeys(keys.cosigner, `${host}/cosigner`, SIGNATURE_TYPE.cosignature);
  const log = publicKeys(keys.log, `${host}/w/${workspaceId}`, SIGNATURE_TYPE.ed25519);
  if (cosigner === undefined || log === undefined)
    return { ok: false, why: "The server names keys that are none, or are not its own." };
  const offered = { host, cosigner, log };
  if (pinned === undefined) return { ok: true, pins: offered, isFirst: true };
  if (pinned.host !== host)
    return { ok: false, why: `The server was called ${pinned.host}, and now calls itself ${host}.`, offered };
  const isKnown = (now: readonly string[], known: readonly string[]) => known.includes(now[0] ?? "");
  if (!isKnown(cosigner, pinned.cosigner))
    return {
      ok: false,
      why: "The server countersigns with another key than before.",
      offered: merge(pinned, offered),
    };
  if (!isKnown(log, pinned.log))
    return {
      ok: false,
      why: "The server signs its log with another key than before.",
      offered: merge(pinned, offered),
    };
  return { ok: true, pins: pinned, isFirst: false };
}

export function trustOf({ host, cosigner, log }: Pins, workspaceId: string): Trust {
  const workspaceOrigin = `${host}/w/${workspaceId}`;
  return {
    host,
    workspaceOrigin,
    cosigners: verifiers(cosigner, `${host}/cosigner`, SIGNATURE_TYPE.cosignature),
    logs: verifiers(log, workspaceOrigin, SIGNATURE_TYPE.ed25519),
  };
}

/** The new ones first; what the old ones signed stays believed. The retired ones that the server names are not added. */
function merge(pinned: Pins, offered: Pins): Pins {
  const all = (now: readonly string[], before: readonly string[]) => [
    ...new Set([...now.slice(0, 1), ...before]),
  ];
  return {
    host: offered.host,
    cosigner: all(offered.cosigner, pinned.cosigner),
    log: all(offered.log, pinned.log),
  };
}

function publicKeys(vkeys: readonly string[], name: string, type: SignatureType): string[] | undefined {
  const keys: string[] = [];
  for (const vkey of vkeys) {
    const read = parseVkey(vkey);
    if (!read.ok || read.value.name !== name || read.value.type !== type) return undefined;
    keys.push(toBase64(read.value.publicKey));
  }
  return keys.length > 0 ? keys : undefined;
}

function verifiers(keys: readonly string[], name: string, type: SignatureType): Verifier[] {
  return keys.flatMap((key) => {
    const bytes = fromBase64(key);
    return bytes === undefined ? [] : [verifierOf(makeVerifierKey(name, type, bytes))];
  });
}

/**
 * By which keys dropped files are judged. Three ways, told apart on the page: the keys of the server that gave out the
 * page, keys that the reader was told in another way, and those that the files name themselves. The last show only that
 * the files fit together: whoever forges a bundle names his own.
 */
import { fromBase64, utf8 } from "@/lib/audit/bytes";
import {
  formatVkey,
  isGoodPublicKey,
  makeVerifierKey,
  parseNote,
  parseVkey,
  readCheckpoint,
  readPolicy,
  readTlogProof,
  SIGNATURE_TYPE,
} from "@/lib/audit/note";
import { readRecord } from "@/lib/audit/record";
import type { Knowledge } from "@/lib/audit/verify";

export type Trust = "server" | "own" | "named";

/** What the server says of itself when it gives out the page. */
export interface ServerKeys {
  readonly host: string;
  /** As vkeys. */
  readonly cosigner: readonly string[];
  /** Base64 of the public keys that sign the logs of all its workspaces, each under the name of that log. */
  readonly log: readonly string[];
}

/** The keys in a text, one a line; lines that are none are told by their number. */
export function readKeys(text: string): { readonly keys: string[]; readonly bad: number[] } {
  const keys: string[] = [];
  const bad: number[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    const key = line.trim();
    if (key === "") continue;
    if (parseVkey(key).ok) keys.push(key);
    else bad.push(at + 1);
  }
  return { keys, bad };
}

/** The log that a proof leads to. Its name is the file's word, and only says under which name a key is looked for. */
export function workspaceOf(proof: Uint8Array | undefined): string | undefined {
  const read = proof && readTlogProof(proof);
  const note = read?.ok ? parseNote(utf8(read.value.checkpoint)) : undefined;
  const checkpoint = note?.ok ? readCheckpoint(note.value.text) : undefined;
  return checkpoint?.ok ? checkpoint.value.origin : undefined;
}

export function keysOfServer({ host, cosigner, log }: ServerKeys, proof: Uint8Array | undefined): string[] {
  const origin = workspaceOf(proof);
  // Of this server's own logs alone: its key must not speak for the log of another host.
  if (origin === undefined || !origin.startsWith(`${host}/w/`)) return [...cosigner];
  const workspace = log.flatMap((base64) => {
    const key = fromBase64(base64);
    if (key === undefined || !isGoodPublicKey(key)) return [];
    return [formatVkey(makeVerifierKey(origin, SIGNATURE_TYPE.ed25519, key))];
  });
  return [...cosigner, ...workspace];
}

/** What the files name: the session's key in the first record, and the keys of the policy that came along. */
export function namedKnowledge(first: string | undefined, policy: Uint8Array | undefined): Knowledge {
  const record = first === undefined ? undefined : readRecord(utf8(first));
  const vkey = record?.ok ? record.record.data.vkey : undefined;
  const known = policy && readPolicy(policy);
  const ofPolicy = known?.ok ? [...known.value.logs, ...known.value.witnesses] : [];
  const keys = [
    ...(typeof vkey === "string" && parseVkey(vkey).ok ? [vkey] : []),
    ...ofPolicy.map((each) => formatVkey(each.vkey)),
  ];
  return { keys: [...new Set(keys)], ...(known?.ok && policy ? { policy } : {}) };
}

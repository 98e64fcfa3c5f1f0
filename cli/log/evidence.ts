/** Files and words that say what a user knows and holds: keys, checkpoints, proofs, policies. */
import { fromBase64, fromUtf8 } from "../../lib/audit/bytes";
import {
  type Checkpoint,
  parseNote,
  parseVkey,
  readCheckpoint,
  readPolicy,
  readTlogProof,
  SIGNATURE_TYPE,
} from "../../lib/audit/note";
import type { RememberedWorkspace, VerifyOptions } from "../../lib/audit/verify";
import { type Invocation, listOf, textOf } from "../definitions/definition";
import { UsageError } from "../failure";
import { printable } from "../io/printable";
import type { ProcessIo } from "../io/process-io";
import { nameOf, readInput } from "../io/read-input";
import { isRecordedHere } from "./recorded-here";
import { type LogSource, namedKey } from "./source";

const MOST_BYTES = 1_200_000;

export async function readFile(path: string, io: ProcessIo): Promise<Uint8Array> {
  const bytes = await readInput(path, io, MOST_BYTES);
  if (bytes.length === MOST_BYTES) throw bad(path, "it is too large");
  return bytes;
}

/** A mistyped key would only be one that signed nothing; it is told here instead. */
export function knownKeys(invocation: Invocation): string[] {
  const keys = listOf(invocation, "key");
  for (const key of keys) {
    const read = parseVkey(key);
    if (!read.ok) throw new UsageError(`--key ${printable(key)} cannot be used: ${read.why}`);
  }
  return keys;
}

export async function readCheckpointFile(
  path: string,
  io: ProcessIo,
): Promise<{ note: Uint8Array; checkpoint: Checkpoint }> {
  const note = await readFile(path, io);
  const parsed = parseNote(note);
  const read = parsed.ok ? readCheckpoint(parsed.value.text) : parsed;
  if (!read.ok) throw bad(path, `it is no signed checkpoint: ${read.why}`);
  return { note, checkpoint: read.value };
}

/** Everything that the options of `aegis log verify` say, and what came along with the log. */
export async function readKnowledge(
  invocation: Invocation,
  source: LogSource,
  io: ProcessIo,
): Promise<Omit<VerifyOptions, "hasher">> {
  const named = namedKey(await source.first());
  const recorded = named !== undefined && (await isRecordedHere(named, io)) ? [named] : [];
  const keys = [...knownKeys(invocation), ...recorded];
  const given: Uint8Array[] = [];
  for (const path of listOf(invocation, "checkpoint")) given.push(await readFile(path, io));
  const policy = await optional(invocation, "policy", io);
  const proof = (await optional(invocation, "proof", io)) ?? source.proof;
  const sid = textOf(invocation, "session");
  const remembered = await readRemembered(invocation, proof, io);
  if (policy !== undefined) {
    const read = readPolicy(policy);
    if (!read.ok) throw bad(textOf(invocation, "policy") ?? "", read.why);
  }
  return {
    keys,
    checkpoints: [...keptCheckpoints(source, keys, policy), ...given],
    ...(policy && { policy }),
    ...(proof && { proof }),
    ...(sid !== undefined && { sid }),
    ...(remembered && { remembered }),
  };
}

/**
 * What is kept with a log on this machine may have a newer checkpoint that no server has seen yet. Who knows a cosigner
 * is shown how far that one has seen it, and who knows only the session's key how far the session has signed.
 */
function keptCheckpoints(
  source: LogSource,
  keys: readonly string[],
  policy: Uint8Array | undefined,
): Uint8Array[] {
  const knowsOthers =
    policy !== undefined ||
    keys.some((key) => {
      const read = parseVkey(key);
      return read.ok && read.value.type === SIGNATURE_TYPE.cosignature;
    });
  const kept = knowsOthers ? source.checkpoints[0] : source.checkpoints.at(-1);
  return kept ? [kept] : [];
}

async function optional(
  invocation: Invocation,
  option: string,
  io: ProcessIo,
): Promise<Uint8Array | undefined> {
  const path = textOf(invocation, option);
  return path === undefined ? undefined : readFile(path, io);
}

/** A remembered checkpoint of a workspace is told by its name: it is the one that the proof is about. */
async function readRemembered(invocation: Invocation, proof: Uint8Array | undefined, io: ProcessIo) {
  let session: Checkpoint | undefined;
  let workspace: RememberedWorkspace | undefined;
  const origin = proof && originOfProof(proof);
  for (const path of listOf(invocation, "remembered")) {
    const { checkpoint } = await readCheckpointFile(path, io);
    if (checkpoint.origin !== origin) session = checkpoint;
    else workspace = { checkpoint, consistency: await readHashes(textOf(invocation, "consistency"), io) };
  }
  if (!session && !workspace) return undefined;
  return { ...(session && { session }), ...(workspace && { workspace }) };
}

function originOfProof(proof: Uint8Array): string | undefined {
  const read = readTlogProof(proof);
  return read.ok ? read.value.checkpoint.split("\n", 1)[0] : undefined;
}

async function readHashes(path: string | undefined, io: ProcessIo): Promise<Uint8Array[]> {
  if (path === undefined) return [];
  const lines = (fromUtf8(await readFile(path, io)) ?? "?").split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const hash = fromBase64(line);
    if (hash?.length !== 32) throw bad(path, "each of its lines is a hash of 32 bytes in base64");
    return hash;
  });
}

function bad(path: string, why: string): UsageError {
  return new UsageError(`${printable(nameOf(path))} cannot be used: ${printable(why).replace(/\.$/, "")}.`);
}

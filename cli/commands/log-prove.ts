/** `aegis log prove`: that one record is in a log, without showing the others. */
import { readLines } from "../../lib/audit/bundle";
import { equalBytes, fromUtf8, utf8 } from "../../lib/audit/bytes";
import {
  type Checkpoint,
  openNote,
  parseNote,
  parseVkey,
  type Read,
  readCheckpoint,
  readTlogProof,
  type TlogProof,
  verifierOf,
  writeTlogProof,
} from "../../lib/audit/note";
import { readRecord } from "../../lib/audit/record";
import { proveInclusion, rootOf, verifyInclusion } from "../../lib/audit/tree";
import { EXIT } from "../../lib/audit/verdicts";
import { nodeHasher } from "../../lib/runtime/node/hash";
import { type Invocation, type ProcessRun, textOf } from "../definitions/definition";
import { UsageError } from "../failure";
import { printable } from "../io/printable";
import type { ProcessIo } from "../io/process-io";
import { knownKeys, readFile } from "../log/evidence";
import { ProgressLine } from "../log/progress";
import { rowOf } from "../log/rows";
import { openLog, reading } from "../log/source";

const LF = 0x0a;

export const run: ProcessRun = async (invocation, io) =>
  invocation.options.check === true ? check(invocation, io) : prove(invocation, io);

async function prove(invocation: Invocation, io: ProcessIo): Promise<number> {
  const [path = "", word] = invocation.positionals;
  if (word === undefined || !/^(0|[1-9]\d{0,14})$/.test(word))
    throw new UsageError("SEQ is the number of a record, such as 12: aegis log prove LOG SEQ");
  const index = Number(word);
  const source = await openLog(path, io);
  try {
    const given = textOf(invocation, "checkpoint");
    const note = given === undefined ? source.checkpoints[0] : await readFile(given, io);
    if (note === undefined)
      throw new UsageError("There is no checkpoint with the log; give one with --checkpoint FILE.");
    const checkpoint = checkpointOf(note);
    if (index >= checkpoint.size)
      throw new UsageError(
        `The checkpoint covers ${checkpoint.size} records, from 0 on; record ${index} is not among them.`,
      );
    const progress = new ProgressLine(io, source.size);
    const { leaves, record } = await reading(path, () =>
      readLeaves(source.lines(), checkpoint.size, index, progress),
    );
    progress.end();
    const fault = faultOf(leaves, checkpoint);
    if (fault !== undefined || record === undefined) return say(io, fault ?? "", EXIT.invalid);
    const hashes = proveInclusion(nodeHasher(), leaves, index, checkpoint.size);
    const extra = invocation.options.bare === true ? {} : { extra: record };
    await io.out.write(writeTlogProof({ index, hashes, checkpoint: textOfNote(note), ...extra }));
    return EXIT.valid;
  } finally {
    await source.close();
  }
}

async function readLeaves(
  lines: AsyncIterable<Uint8Array>,
  size: number,
  index: number,
  progress: ProgressLine,
) {
  const hasher = nodeHasher();
  const leaves: Uint8Array[] = [];
  let record: Uint8Array | undefined;
  let bytes = 0;
  for await (const line of readLines(lines)) {
    if (leaves.length === index) record = line.bytes.slice();
    leaves.push(hasher.leaf(line.bytes));
    bytes += line.bytes.length + 1;
    if (leaves.length === size) break;
    if (leaves.length % 4096 === 0) progress.show({ bytes, records: leaves.length });
  }
  return { leaves, record };
}

function faultOf(leaves: readonly Uint8Array[], { size, root }: Checkpoint): string | undefined {
  if (leaves.length < size)
    return `MISSING_ENTRIES: the checkpoint covers ${size} records, and there are ${leaves.length}.`;
  if (!equalBytes(rootOf(nodeHasher(), leaves, size), root))
    return "ROOT_MISMATCH: the records do not add up to the root of the checkpoint; aegis log verify says where.";
  return undefined;
}

async function check(invocation: Invocation, io: ProcessIo): Promise<number> {
  const [path = "", recordPath] = invocation.positionals;
  const keys = knownKeys(invocation);
  const read = readTlogProof(await readFile(path, io));
  if (!read.ok) throw new UsageError(`${printable(path)} is no tlog-proof: ${read.why}`);
  const proof = read.value;
  const record = recordPath === undefined ? proof.extra : withoutLf(await readFile(recordPath, io));
  if (record === undefined)
    throw new UsageError("The proof has no record in it; name the file with the record after it.");
  const checkpoint = checkpointOf(utf8(proof.checkpoint));
  const fault = await holds(proof, record, checkpoint, keys);
  if (fault !== undefined) return say(io, fault, EXIT.invalid);
  const content = readRecord(record);
  await io.out.write(content.ok ? rowOf(content.record, io.style) : "");
  const where = `record ${proof.index} of ${checkpoint.size} in ${printable(checkpoint.origin)}`;
  if (keys.length > 0) return say(io, `The proof holds: this is ${where}.`, EXIT.valid);
  return say(
    io,
    `The hashes lead to the root that is named for ${where}; give --key, for whose root that is was not checked.`,
    EXIT.incomplete,
  );
}

/** Why the proof does not hold: the record is not the one at its place, the path leads elsewhere, or nobody known signed. */
async function holds(
  { index, hashes, checkpoint: note }: TlogProof,
  record: Uint8Array,
  { origin, size, root }: Checkpoint,
  keys: readonly string[],
): Promise<string | undefined> {
  const hasher = nodeHasher();
  const included = verifyInclusion(hasher, hasher.leaf(record), index, size, hashes, root);
  if (!included.ok) return `The proof does not hold: ${included.why}`;
  const content = readRecord(record);
  if (!content.ok) return `What is proven is no record: ${content.why}`;
  // The leaves of a workspace's log are no records; those of a session carry their own number and session.
  if (content.record.seq !== index || !origin.endsWith(`/s/${content.record.sid}`))
    return "The record says that it stands somewhere else than the proof says.";
  if (keys.length === 0) return undefined;
  const verifiers = keys.map(parseVkey).flatMap((key) => (key.ok ? [verifierOf(key.value)] : []));
  const opened = await openNote(utf8(note), verifiers);
  return opened.ok ? undefined : `The checkpoint in the proof cannot be believed: ${opened.why}`;
}

function checkpointOf(note: Uint8Array): Checkpoint {
  const parsed = parseNote(note);
  const read: Read<Checkpoint> = parsed.ok ? readCheckpoint(parsed.value.text) : parsed;
  if (!read.ok) throw new UsageError(`The checkpoint cannot be used: ${read.why}`);
  return read.value;
}

function withoutLf(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === LF ? bytes.subarray(0, -1) : bytes;
}

function textOfNote(note: Uint8Array): string {
  return fromUtf8(note) ?? "";
}

async function say(io: ProcessIo, sentence: string, code: number): Promise<number> {
  await (code === EXIT.valid ? io.out : io.err).write(`${sentence}\n`);
  return code;
}

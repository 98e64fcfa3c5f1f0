/**
 * A log as a command is given it: a file of lines, a bundle (zip or folder), or standard input with either. Opening it
 * believes nothing; what came along (the checkpoint and the proof) is evidence for the verifier.
 */
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { resolve } from "node:path";
import {
  type Bundle,
  BundleFault,
  bytesAsAccess,
  openBundle,
  openZip,
  type RandomAccess,
} from "../../lib/audit/bundle";
import { utf8 } from "../../lib/audit/bytes";
import { type AuditRecord, readRecord } from "../../lib/audit/record";
import { UsageError } from "../failure";
import { printable } from "../io/printable";
import type { ProcessIo } from "../io/process-io";
import { nameOf, STDIN, unreadable } from "../io/read-input";
import { fileAccess, openFolder } from "./archives";
import { type Following, followFile } from "./follow";
import { sidecarOf } from "./sidecar";

/** Standard input cannot be read from its end, where a zip begins to be understood; so it is kept. */
const MOST_PIPED_ZIP = 256 * 1024 * 1024;
const ZIP_START = [0x50, 0x4b];
const LF = 0x0a;

export interface LogSource {
  /** As reports call it. */
  readonly name: string;
  /** Of the lines, where it is known: for showing how far a command is. */
  readonly size?: number;
  /** The bytes of the lines. Standard input gives them once. */
  lines(): AsyncIterable<Uint8Array>;
  /** The same, and what comes: of a file that a recorder writes. */
  follow?(following: Following): AsyncIterable<Uint8Array>;
  /** The first line, if it is a record. Reading it costs nothing of the above. */
  first(): Promise<AuditRecord | undefined>;
  /** Signed notes that are kept with the log: the one that says most first, others only where they cover more. */
  readonly checkpoints: readonly Uint8Array[];
  readonly proof?: Uint8Array;
  readonly policy?: Uint8Array;
  readonly bundle?: Bundle;
  close(): Promise<void>;
}

export async function openLog(path: string, io: ProcessIo): Promise<LogSource> {
  try {
    if (path === STDIN) return await openPiped(path, terminalRefused(io));
    const target = resolve(io.cwd, path);
    const kind = await stat(target);
    if (kind.isDirectory()) return await bundleSource(path, await openFolder(target));
    return kind.isFile() ? await openFile(path, target) : await openPiped(path, createReadStream(target));
  } catch (thrown) {
    throw thrown instanceof BundleFault ? refused(path, thrown.message) : unreadable(path, thrown);
  }
}

/** A fault of the archive that shows only while it is read ends a command as one that shows at once. */
export async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const isSystems = thrown instanceof Error && "syscall" in thrown;
    if (thrown instanceof BundleFault) throw refused(path, thrown.message);
    throw isSystems ? unreadable(path, thrown) : thrown;
  }
}

async function openFile(path: string, target: string): Promise<LogSource> {
  const handle = await open(target, "r");
  try {
    const access = await fileAccess(handle);
    if (isZip(await access.read(0, 2))) return await zipSource(path, access, () => handle.close());
    const state = await sidecarOf(target);
    return {
      name: nameOf(path),
      size: access.size,
      lines: () => handle.createReadStream({ start: 0, highWaterMark: 262_144, autoClose: false }),
      follow: (following) => followFile(handle, following),
      first: async () => recordAtStart(await access.read(0, 65_536)),
      checkpoints: state,
      close: () => handle.close(),
    };
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

async function zipSource(path: string, access: RandomAccess, close: () => Promise<void>): Promise<LogSource> {
  const zip = await openZip(access);
  if (!zip.ok) throw refused(path, zip.why);
  return { ...(await bundleSource(path, zip.value)), close };
}

async function bundleSource(path: string, archive: Parameters<typeof openBundle>[0]): Promise<LogSource> {
  const opened = await openBundle(archive);
  if (!opened.ok) throw refused(path, opened.why);
  const bundle = opened.value;
  const { checkpoint, proof, policy } = bundle;
  return {
    name: nameOf(path),
    size: bundle.entriesSize,
    lines: () => bundle.entries(),
    first: () => reading(path, () => firstOf(bundle.entries())),
    checkpoints: checkpoint ? [checkpoint] : [],
    ...(proof && { proof }),
    ...(policy && { policy }),
    bundle,
    close: async () => {},
  };
}

function terminalRefused({ stdin }: ProcessIo): AsyncIterable<unknown> {
  if (stdin.isTTY === true) throw new UsageError("Standard input is a terminal; pipe a log, or name a file.");
  return stdin;
}

/** What can be read once and from the front only. */
async function openPiped(path: string, stream: AsyncIterable<unknown>): Promise<LogSource> {
  const pieces = stream[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  const more = async () => {
    const { done, value } = await pieces.next();
    if (done === true) return false;
    taken.push(typeof value === "string" ? utf8(value) : (value as Uint8Array));
    return true;
  };
  while (size(taken) < 2 && (await more()));
  if (isZip(Buffer.concat(taken))) {
    while (size(taken) <= MOST_PIPED_ZIP && (await more()));
    if (size(taken) > MOST_PIPED_ZIP)
      throw new UsageError("The bundle is too large for standard input; save it, and name the file.");
    return zipSource(path, bytesAsAccess(Buffer.concat(taken)), async () => {});
  }
  let isRead = false;
  return {
    name: nameOf(path),
    async *lines() {
      if (isRead) throw new UsageError("This reads the log twice; save it, and name the file.");
      isRead = true;
      yield* taken;
      for (let next = await pieces.next(); next.done !== true; next = await pieces.next())
        yield typeof next.value === "string" ? utf8(next.value) : (next.value as Uint8Array);
    },
    async first() {
      while (!taken.some((piece) => piece.includes(LF)) && size(taken) < 65_536 && (await more()));
      return recordAtStart(Buffer.concat(taken));
    },
    checkpoints: [],
    close: async () => {},
  };
}

async function firstOf(pieces: AsyncIterable<Uint8Array>): Promise<AuditRecord | undefined> {
  const taken: Uint8Array[] = [];
  for await (const piece of pieces) {
    taken.push(piece);
    if (piece.includes(LF) || size(taken) > 65_536) break;
  }
  return recordAtStart(Buffer.concat(taken));
}

function recordAtStart(bytes: Uint8Array): AuditRecord | undefined {
  const end = bytes.indexOf(LF);
  const read = readRecord(end === -1 ? bytes : bytes.subarray(0, end));
  return read.ok ? read.record : undefined;
}

/** The key that the log itself names for its session. Whoever forges a log names his own. */
export function namedKey(first: AuditRecord | undefined): string | undefined {
  const vkey = first?.type === "session.open" ? first.data.vkey : undefined;
  return typeof vkey === "string" ? vkey : undefined;
}

function isZip(start: Uint8Array): boolean {
  return start[0] === ZIP_START[0] && start[1] === ZIP_START[1];
}

function size(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

export function refused(path: string, why: string): UsageError {
  return new UsageError(`${printable(nameOf(path))} cannot be used: ${printable(why)}`);
}

/**
 * A journal in a file: one record a line (JSON lines), appended by one write and one flush to the disk for each batch.
 *
 * Guarantees: one writer at a time, by a lock of the kernel; what `append` has resolved for survives a kill and, as far
 * as the disk keeps its word, a loss of power; after a failed write or flush nothing more is appended, because nobody
 * knows what the disk holds then. Does not guarantee that the file is not changed by others: that is what the chain,
 * the signed checkpoint and the receipts are for.
 */
import type { FileHandle } from "node:fs/promises";
import {
  checkBatch,
  type Journal,
  type JournalBatch,
  JournalFault,
  type JournalState,
  type KeyStore,
} from "../../../audit/recorder/journal";
import { joinLines, LineSplitter } from "../../../audit/recorder/lines";
import { WorkQueue } from "../../../audit/recorder/work-queue";
import { APPEND, CREATE, journalFault, openFile, READ, syncFolderOf } from "./files";
import type { LineIndex } from "./line-index";
import { isLockedError, LOCK_FLAG, lockFile } from "./lock";
import { cutTornLine, scan } from "./opening";
import { keyFile, StateFile } from "./sidecars";

const PIECE_BYTES = 256 * 1024;
/** Far above a record's 16 KiB: what is longer is no log. */
const LINE_LIMIT = 64 * 1024;

export interface FileJournalOptions {
  readonly mode?: "write" | "read";
}

/** Opens the log at `path`; for writing it is created where there is none. Rejects with a JournalFault. */
export async function openFileJournal(
  path: string,
  { mode = "write" }: FileJournalOptions = {},
): Promise<FileJournal> {
  const handle = await openFile(path, mode === "read" ? READ : APPEND | CREATE | LOCK_FLAG).catch((error) => {
    throw isLockedError(error.cause) ? new JournalFault("locked") : error;
  });
  try {
    if (mode === "write") await lockFile(handle.fd);
    const index = await scan(handle);
    const discarded = mode === "write" ? await cutTornLine(handle, index, path) : 0;
    if (mode === "write") await syncFolderOf(path);
    return new FileJournal({ path, mode, handle, index, discarded, state: await StateFile.open(path) });
  } catch (error) {
    await handle.close();
    throw journalFault(error, path);
  }
}

interface Parts {
  readonly path: string;
  readonly mode: "write" | "read";
  readonly handle: FileHandle;
  readonly index: LineIndex;
  readonly discarded: number;
  readonly state: StateFile;
}

export class FileJournal implements Journal {
  readonly path: string;
  readonly mode: "write" | "read";
  readonly keys: KeyStore;
  readonly discardedBytes: number;
  readonly #handle: FileHandle;
  readonly #index: LineIndex;
  readonly #state: StateFile;
  /** Why nothing more can be appended. */
  #over: JournalFault | undefined;
  readonly #work = new WorkQueue();

  constructor({ path, mode, handle, index, discarded, state }: Parts) {
    this.path = path;
    this.mode = mode;
    this.keys = keyFile(path, mode);
    this.discardedBytes = discarded;
    this.#handle = handle;
    this.#index = index;
    this.#state = state;
  }

  get size(): number {
    return this.#index.lines;
  }

  append(batch: JournalBatch): Promise<void> {
    return this.#work.next(async () => {
      if (this.#over) throw this.#over;
      checkBatch(this, batch);
      const lines = joinLines(batch.records);
      try {
        await writeAll(this.#handle, lines);
        await this.#handle.datasync();
      } catch (cause) {
        // Also when only the flush failed: the kernel may have dropped the pages, and a second flush would then
        // succeed without having written them.
        this.#over = journalFault(cause, this.path);
        throw this.#over;
      }
      this.#index.add(lines);
      if (batch.closes) this.#over = new JournalFault("closed");
    });
  }

  async *read(from: number, signal?: AbortSignal): AsyncGenerator<readonly Uint8Array[]> {
    this.#work.assertOpen();
    // A reader sees what the writer has appended since, as far as its lines are complete.
    const index = this.mode === "write" ? this.#index : await scan(this.#handle);
    const end = index.end;
    let { line, place } = index.before(from);
    const splitter = new LineSplitter(LINE_LIMIT);
    while (place < end) {
      signal?.throwIfAborted();
      const piece = await readAt(this.#handle, place, Math.min(PIECE_BYTES, end - place));
      if (piece.length === 0) throw new JournalFault("damaged", `${this.path} became shorter.`);
      place += piece.length;
      const lines = splitter.push(piece);
      const wanted = lines.slice(Math.max(0, from - line));
      line += lines.length;
      if (wanted.length > 0) yield wanted;
    }
  }

  async state(): Promise<JournalState> {
    this.#work.assertOpen();
    return this.#state.state;
  }

  saveState(change: Partial<JournalState>): Promise<void> {
    return this.#work.next(async () => {
      if (this.mode === "read") throw new JournalFault("read-only");
      await this.#state.save(change);
    });
  }

  async close(): Promise<void> {
    if (!(await this.#work.close())) return;
    await this.#handle.close();
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at);
    at += bytesWritten;
  }
}

async function readAt(handle: FileHandle, place: number, length: number): Promise<Uint8Array> {
  const piece = new Uint8Array(length);
  const { bytesRead } = await handle.read(piece, 0, length, place);
  return piece.subarray(0, bytesRead);
}

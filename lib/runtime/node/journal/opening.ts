/** What is done with a log file before anything is appended to it. */
import type { FileHandle } from "node:fs/promises";
import { utf8 } from "../../../audit/bytes";
import { JournalFault } from "../../../audit/recorder/journal";
import { LineIndex } from "./line-index";

const PIECE_BYTES = 1024 * 1024;
/** How every record begins, for keys stand in the order of the alphabet. */
const BEGINNING = utf8('{"data":{');

/** Reads the whole file once, and keeps where its lines are. */
export async function scan(handle: FileHandle): Promise<LineIndex> {
  const index = new LineIndex();
  const buffer = new Uint8Array(PIECE_BYTES);
  for (let place = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, place);
    if (bytesRead === 0) return index;
    index.add(buffer.subarray(0, bytesRead));
    place += bytesRead;
  }
}

/**
 * Cuts off what follows the last line feed: it was being written when the writer ended, so nobody was told that it is
 * there. Returns how many bytes that were.
 */
export async function cutTornLine(handle: FileHandle, index: LineIndex, path: string): Promise<number> {
  const { end, rest } = index;
  if (end + rest === 0) return 0;
  await assertLog(handle, end + rest, path);
  if (rest > 0) await handle.truncate(end);
  index.dropRest();
  // What the last writer left in the cache of the system is about to be built upon: it must not go away any more.
  await handle.datasync();
  return rest;
}

/** Somebody may name the wrong file. Nothing of it must be cut off, and no record appended to it. */
async function assertLog(handle: FileHandle, length: number, path: string): Promise<void> {
  const beginning = new Uint8Array(Math.min(BEGINNING.length, length));
  await handle.read(beginning, 0, beginning.length, 0);
  if (beginning.some((byte, i) => byte !== BEGINNING[i])) {
    throw new JournalFault("damaged", `${path} is no audit log, and nothing was changed in it.`);
  }
}

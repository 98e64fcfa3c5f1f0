/** Reads the batches of a session back as records: some at a time, so that a long log does not fill the memory. */
import { JournalFault } from "../../../audit/recorder/journal";
import { LineSplitter } from "../../../audit/recorder/lines";
import { BATCHES, look, resultOf } from "./database";

const PIECE_BYTES = 256 * 1024;
const LINE_LIMIT = 64 * 1024;

interface Range {
  readonly sid: string;
  readonly from: number;
  /** Where the log ended when reading was asked for. */
  readonly size: number;
}

export async function* readBatches(
  database: IDBDatabase,
  { sid, from, size }: Range,
  signal?: AbortSignal,
): AsyncGenerator<readonly Uint8Array[]> {
  if (from >= size) return;
  let at = await firstOfBatchWith(database, sid, from);
  while (at < size) {
    signal?.throwIfAborted();
    const records = linesOf(await pieceFrom(database, sid, at));
    const wanted = records.slice(Math.max(0, from - at), size - at);
    at += records.length;
    if (wanted.length > 0) yield wanted;
  }
}

/** The number of the first record in the batch that holds this one. */
function firstOfBatchWith(database: IDBDatabase, sid: string, seq: number): Promise<number> {
  return look(database, [BATCHES], async (transaction) => {
    const upTo = IDBKeyRange.bound([sid, 0], [sid, seq]);
    const cursor = await resultOf(transaction.objectStore(BATCHES).openKeyCursor(upTo, "prev"));
    if (cursor === null) throw missing(seq);
    return (cursor.key as [string, number])[1];
  });
}

/** Batches from one on, until there are enough bytes. Each piece is a transaction of its own: none spans a pause. */
function pieceFrom(database: IDBDatabase, sid: string, at: number): Promise<Uint8Array[]> {
  return look(database, [BATCHES], (transaction) => {
    const onwards = IDBKeyRange.bound([sid, at], [sid, Number.MAX_SAFE_INTEGER]);
    const request = transaction.objectStore(BATCHES).openCursor(onwards);
    const batches: Uint8Array[] = [];
    let bytes = 0;
    return new Promise<Uint8Array[]>((resolve, reject) => {
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const cursor = request.result;
        if (cursor === null || bytes >= PIECE_BYTES)
          return batches.length > 0 ? resolve(batches) : reject(missing(at));
        batches.push(cursor.value as Uint8Array);
        bytes += (cursor.value as Uint8Array).length;
        cursor.continue();
      };
    });
  });
}

function linesOf(batches: readonly Uint8Array[]): Uint8Array[] {
  const splitter = new LineSplitter(LINE_LIMIT);
  return batches.flatMap((batch) => splitter.push(batch));
}

function missing(seq: number): JournalFault {
  return new JournalFault("damaged", `Record ${seq} is not in the database.`);
}

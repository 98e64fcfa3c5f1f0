/** The next records to send: as many as the server takes at once, and at least one. */
import type { LogSource } from "./log-source";
import { MAX_BATCH_BYTES, MAX_BATCH_RECORDS } from "./wire";

/** The body of the request has a limit as well, and there each quote and backslash is two bytes. */
const MAX_WRITTEN_BYTES = 1_200 * 1024;
const [QUOTE, BACKSLASH] = [0x22, 0x5c];

export async function takeBatch(
  log: Pick<LogSource, "read">,
  from: number,
  signal?: AbortSignal,
): Promise<Uint8Array[]> {
  const batch: Uint8Array[] = [];
  let [bytes, written] = [0, 0];
  for await (const records of log.read(from, signal)) {
    for (const record of records) {
      bytes += record.length;
      written += writtenLength(record);
      const isFull =
        batch.length === MAX_BATCH_RECORDS || bytes > MAX_BATCH_BYTES || written > MAX_WRITTEN_BYTES;
      if (isFull && batch.length > 0) return batch;
      batch.push(record);
    }
  }
  return batch;
}

/** As a string of JSON with its comma. A record is canonical: nothing else in it needs to be escaped once more. */
function writtenLength(record: Uint8Array): number {
  let length = record.length + 3;
  for (const byte of record) if (byte === QUOTE || byte === BACKSLASH) length += 1;
  return length;
}

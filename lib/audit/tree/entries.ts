/** Entry bundles of tlog-tiles: up to 256 records, each behind its length as two bytes, the high one first. */
import { AuditFault } from "../bytes";
import { isSize } from "./arithmetic";
import { TILE_WIDTH } from "./tile-path";

const LENGTH_BYTES = 2;
/** What two bytes can say; a record of ours is never that long. */
export const MAX_ENTRY_BYTES = 65_535;

export function writeEntries(records: readonly Uint8Array[]): Uint8Array {
  if (records.length === 0 || records.length > TILE_WIDTH) {
    throw new AuditFault("BAD_TREE", "An entry bundle has 1 to 256 entries.");
  }
  if (records.some(({ length }) => length > MAX_ENTRY_BYTES)) {
    throw new AuditFault("TOO_LARGE", `An entry has at most ${MAX_ENTRY_BYTES} bytes.`);
  }
  const total = records.reduce((sum, { length }) => sum + LENGTH_BYTES + length, 0);
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const record of records) {
    bytes[at] = record.length >> 8;
    bytes[at + 1] = record.length & 255;
    bytes.set(record, at + LENGTH_BYTES);
    at += LENGTH_BYTES + record.length;
  }
  return bytes;
}

/** The entries of a bundle that must have this width: all of them, and nothing behind the last. */
export function readEntries(bytes: Uint8Array, width: number): Uint8Array[] | undefined {
  if (!isSize(width) || width < 1 || width > TILE_WIDTH) return undefined;
  const entries: Uint8Array[] = [];
  let at = 0;
  while (entries.length < width) {
    const [high, low] = [bytes[at], bytes[at + 1]];
    if (high === undefined || low === undefined) return undefined;
    const start = at + LENGTH_BYTES;
    at = start + high * 256 + low;
    if (at > bytes.length) return undefined;
    entries.push(bytes.slice(start, at));
  }
  return at === bytes.length ? entries : undefined;
}

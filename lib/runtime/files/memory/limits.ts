/** What one file system may take, so that a program in it cannot exhaust the one that holds it. */
import { FilesFault } from "../errors";

export interface Limits {
  /** Of all files together, as stored: holes do not count. ENOSPC. */
  readonly bytes: number;
  /** Of one file, holes included, because whoever reads it whole needs that much. EFBIG. */
  readonly fileBytes: number;
  /** Files, folders and links. ENOSPC. */
  readonly files: number;
  /** Open at a time. EMFILE. */
  readonly descriptors: number;
  readonly watches: number;
}

const MIB = 1024 * 1024;
export const DEFAULT_LIMITS: Limits = {
  bytes: 512 * MIB,
  fileBytes: 256 * MIB,
  files: 200_000,
  descriptors: 1_024,
  watches: 1_024,
};
/** What one typed array holds in every engine, and Node reads at once. */
const MOST_FILE_BYTES = 2 ** 31 - 1;

export function checkedLimits(limits: Partial<Limits>): Limits {
  const all = { ...DEFAULT_LIMITS, ...limits };
  for (const [name, value] of Object.entries(all))
    if (!Number.isSafeInteger(value) || value < 0)
      throw new FilesFault("BAD_ARGUMENT", `The limit ${name} is no whole number.`);
  if (all.fileBytes > MOST_FILE_BYTES)
    throw new FilesFault("BAD_ARGUMENT", "A file may have 2 GiB less one byte at most.");
  return all;
}

/** Files of many gigabytes that are nearly all zeros, and take no room anywhere. For tests. */
import type { RandomAccess } from "../archive";

export interface Part {
  readonly at: number;
  readonly bytes: Uint8Array;
}

export function sparse(size: number, parts: readonly Part[]): RandomAccess {
  return {
    size,
    async read(from, length) {
      const read = new Uint8Array(Math.max(0, Math.min(length, size - from)));
      for (const { at, bytes } of parts) {
        const start = Math.max(at, from);
        const end = Math.min(at + bytes.length, from + read.length);
        if (start < end) read.set(bytes.subarray(start - at, end - at), start - from);
      }
      return read;
    },
  };
}

import "server-only";
import { HASH_BYTES } from "@/lib/audit/hash";

/** The hashes of a compact range, out of the one row of bytes in which they are stored. */
export function nodesOf(range: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.floor(range.length / HASH_BYTES) }, (_, i) =>
    range.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
}

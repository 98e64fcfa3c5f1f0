/** What stands for `node:zlib` in a page's bundle: the three things of it that the shell's library takes. */
import { gunzipSync as gunzip, gzipSync as gzip } from "fflate";

export const constants = { Z_BEST_COMPRESSION: 9, Z_BEST_SPEED: 1, Z_DEFAULT_COMPRESSION: -1 } as const;
const DEFAULT_LEVEL = 6;

export function gzipSync(bytes: Uint8Array, { level = DEFAULT_LEVEL }: { level?: number } = {}): Uint8Array {
  return gzip(bytes, { level: (level < 0 ? DEFAULT_LEVEL : level) as 6 });
}

/** `maxOutputLength` is kept to, as there: a small archive must not fill the memory. */
export function gunzipSync(
  bytes: Uint8Array,
  { maxOutputLength }: { maxOutputLength?: number } = {},
): Uint8Array {
  // The last four bytes say how large it is; a wrong number cuts the output, it does not make more of it.
  const end = bytes.length;
  const size = end < 18 ? 0 : new DataView(bytes.buffer, bytes.byteOffset, end).getUint32(end - 4, true);
  if (maxOutputLength !== undefined && size > maxOutputLength) throw new RangeError("the output is too long");
  return gunzip(bytes);
}

/**
 * What is kept under a digest, held against it before anything is shown: the database is a place where others write too (an extension, a person
 * with the developer tools, a sandbox that was taken over), and what a reviewer reads must be what the record means.
 */
import { SALT_BYTES } from "@/lib/audit/bundle/bodies";
import { toHex } from "@/lib/audit/bytes";
import type { Hasher } from "@/lib/audit/hash";
import type { NamedBody } from "./named-bodies";

/** The bytes without their salt; undefined for what is not the one that was named. */
export function checkBody(
  content: Uint8Array,
  { sha256, bytes }: Pick<NamedBody, "sha256" | "bytes">,
  hasher: Hasher,
): Uint8Array | undefined {
  const isTheOne = content.length === SALT_BYTES + bytes && toHex(hasher.sha256(content)) === sha256;
  return isTheOne ? content.subarray(SALT_BYTES) : undefined;
}

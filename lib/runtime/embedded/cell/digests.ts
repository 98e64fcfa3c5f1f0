/** Digests for guests where there is no `node:crypto`: synchronous, because a guest's `createHash` is. */
import { hmac } from "@noble/hashes/hmac.js";
import { md5, ripemd160, sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512, sha512_256 } from "@noble/hashes/sha2.js";
import type { Digests } from "../../calls/digests";

type Hash = typeof sha256 | typeof md5;

/** By the names that OpenSSL takes, in lower case. */
const HASHES: ReadonlyMap<string, Hash> = new Map<string, Hash>([
  ["md5", md5],
  ["ripemd160", ripemd160],
  ["rmd160", ripemd160],
  ["sha1", sha1],
  ["sha224", sha224],
  ["sha256", sha256],
  ["sha384", sha384],
  ["sha512", sha512],
  ["sha512-256", sha512_256],
]);

export const digests: Digests = {
  hash: (algorithm, bytes) => known(algorithm)?.(bytes),
  hmac: (algorithm, key, bytes) => {
    const hash = known(algorithm);
    return hash && hmac(hash, key, bytes);
  },
};

/** OpenSSL takes `SHA-256` and `RSA-SHA256` as well; the first is written often, the second never for a digest. */
function known(algorithm: string): Hash | undefined {
  const lower = algorithm.toLowerCase();
  return HASHES.get(lower) ?? HASHES.get(lower.replace(/^sha-/, "sha"));
}

/** Digests for guests in Node: what the platform has, by its names in any case. */
import { createHash, createHmac, getHashes } from "node:crypto";
import type { Digests } from "../calls/digests";

const ALGORITHMS: ReadonlySet<string> = new Set(getHashes().map((name) => name.toLowerCase()));

export const nodeDigests: Digests = {
  hash: (algorithm, bytes) =>
    ALGORITHMS.has(algorithm.toLowerCase()) ? createHash(algorithm).update(bytes).digest() : undefined,
  hmac: (algorithm, key, bytes) =>
    ALGORITHMS.has(algorithm.toLowerCase()) ? createHmac(algorithm, key).update(bytes).digest() : undefined,
};

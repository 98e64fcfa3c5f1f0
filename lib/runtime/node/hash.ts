/**
 * A Hasher over `node:crypto`, which uses the processor's own SHA instructions where there are any. `crypto.hash` (Node
 * 20.12 and 21.7) spares an object for each hash; before that there is `createHash`.
 */
import * as nodeCrypto from "node:crypto";
import { HASH_BYTES, type Hasher, LEAF_PREFIX, NODE_PREFIX } from "../../audit/hash/hasher";

type OneShot = (algorithm: string, data: Uint8Array, encoding: "hex" | "binary") => string;

const oneShot: OneShot =
  (nodeCrypto as { hash?: OneShot }).hash ??
  ((algorithm, data, encoding) => nodeCrypto.createHash(algorithm).update(data).digest(encoding));

export function nodeHasher(hash: OneShot = oneShot): Hasher {
  const pair = new Uint8Array(1 + 2 * HASH_BYTES);
  pair[0] = NODE_PREFIX;
  let scratch = new Uint8Array(16_385);
  scratch[0] = LEAF_PREFIX;
  const prefixed = (record: Uint8Array): Uint8Array => {
    if (record.length >= scratch.length) scratch = new Uint8Array(record.length * 2 + 1);
    scratch.set(record, 1);
    return scratch.subarray(0, record.length + 1);
  };
  // A string of one character a byte is made many times faster than a Buffer.
  const bytes = (data: Uint8Array): Uint8Array =>
    new Uint8Array(Buffer.from(hash("sha256", data, "binary"), "latin1"));
  const node = (left: Uint8Array, right: Uint8Array): Uint8Array => {
    pair.set(left, 1);
    pair.set(right, 1 + HASH_BYTES);
    return bytes(pair);
  };
  return {
    name: "node:crypto",
    sha256: bytes,
    leafHex: (record) => hash("sha256", prefixed(record), "hex"),
    leaf: (record) => bytes(prefixed(record)),
    node,
    nodes(pairs, count, out) {
      const two = 2 * HASH_BYTES;
      for (let i = 0; i < count; i++) {
        pair.set(pairs.subarray(i * two, (i + 1) * two), 1);
        out.set(bytes(pair), i * HASH_BYTES);
      }
    },
  };
}

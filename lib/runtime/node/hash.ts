/**
 * A Hasher over `node:crypto`, which uses the processor's own SHA instructions where there are any. `crypto.hash` (Node
 * 20.12 and 21.7) spares an object for each hash; before that there is `createHash`.
 */
import * as nodeCrypto from "node:crypto";
import * as hex from "../../audit/bytes/hex";
import { HASH_BYTES, type Hasher, LEAF_PREFIX, NODE_PREFIX } from "../../audit/hash/hasher";
import { nodesWhenWorthIt } from "../../audit/hash/wasm";

/** A constant of this module: what is imported is looked up again each time. */
const { digitsOf } = hex;

type OneShot = (algorithm: string, data: Uint8Array, encoding: "hex" | "utf16le") => string;

/** The types of `digest` name fewer encodings than it takes. */
export const olderHash: OneShot = (algorithm, data, encoding) =>
  nodeCrypto
    .createHash(algorithm)
    .update(data)
    .digest(encoding as nodeCrypto.BinaryToTextEncoding);

const oneShot: OneShot = (nodeCrypto as { hash?: OneShot }).hash ?? olderHash;

/** Longer ones are rare, and cost a view of their own. */
const KEPT_BYTES = 1024;

export function nodeHasher(hash: OneShot = oneShot): Hasher {
  const pair = new Uint8Array(1 + 2 * HASH_BYTES).fill(NODE_PREFIX, 0, 1);
  let leaf = new Uint8Array(1 + KEPT_BYTES).fill(LEAF_PREFIX, 0, 1);
  /** Making a view costs as much as hashing a block: those of usual lengths are kept. */
  const views: (Uint8Array | undefined)[] = Array(KEPT_BYTES).fill(undefined);
  const prefixed = (record: Uint8Array): Uint8Array => {
    const { length } = record;
    if (length >= leaf.length) leaf = new Uint8Array(1 + 2 * length).fill(LEAF_PREFIX, 0, 1);
    leaf.set(record, 1);
    if (length >= KEPT_BYTES) return leaf.subarray(0, length + 1);
    if (views[length]?.buffer !== leaf.buffer) views[length] = leaf.subarray(0, length + 1);
    return views[length] as Uint8Array;
  };
  // As a string of two bytes a character it comes out several times faster than as a Buffer.
  const write = (data: Uint8Array, out: Uint8Array, at: number): void => {
    const digest = hash("sha256", data, "utf16le");
    for (let i = 0; i < HASH_BYTES; i += 2) {
      const two = digest.charCodeAt(i >> 1);
      out[at + i] = two;
      out[at + i + 1] = two >> 8;
    }
  };
  // The digits at once, and not behind it from the bytes, which would have to be read again for them.
  const writeBoth = (data: Uint8Array, out: Uint8Array, at: number, digits: DataView): void => {
    const digest = hash("sha256", data, "utf16le");
    for (let i = 0; i < HASH_BYTES; i += 2) {
      const two = digest.charCodeAt(i >> 1);
      const first = two & 255;
      const second = two >> 8;
      out[at + i] = first;
      out[at + i + 1] = second;
      digits.setInt32(2 * i, digitsOf(first, second), true);
    }
  };
  const into = (data: Uint8Array, out: Uint8Array, at = 0, digits?: DataView): void =>
    digits === undefined ? write(data, out, at) : writeBoth(data, out, at, digits);
  const bytes = (data: Uint8Array): Uint8Array => {
    const out = new Uint8Array(HASH_BYTES);
    write(data, out, 0);
    return out;
  };
  return {
    name: "node:crypto",
    sha256: bytes,
    sha256Into: into,
    sha256Hex: (data) => hash("sha256", data, "hex"),
    leafHex: (record) => hash("sha256", prefixed(record), "hex"),
    leafInto: (record, out, at, digits) => into(prefixed(record), out, at, digits),
    leaf: (record) => bytes(prefixed(record)),
    node(left, right) {
      pair.set(left, 1);
      pair.set(right, 1 + HASH_BYTES);
      return bytes(pair);
    },
    nodes: nodesWhenWorthIt((both, out, at) => {
      pair.set(both, 1);
      write(pair, out, at);
    }),
  };
}

/** A Hasher in WebAssembly: for pages and workers, where WebCrypto would make every record wait for a promise. */
import { createSHA256 } from "hash-wasm";
import { HASH_BYTES, type Hasher, LEAF_PREFIX, NODE_PREFIX } from "./hasher";

const LEAF = Uint8Array.of(LEAF_PREFIX);
const NODE = Uint8Array.of(NODE_PREFIX);

export async function loadWasmHasher(): Promise<Hasher> {
  const sha = await createSHA256();
  const pair = (bytes: Uint8Array) => sha.init().update(NODE).update(bytes).digest("binary");
  return {
    name: "hash-wasm",
    sha256: (bytes) => sha.init().update(bytes).digest("binary"),
    leafHex: (record) => sha.init().update(LEAF).update(record).digest(),
    leaf: (record) => sha.init().update(LEAF).update(record).digest("binary"),
    node: (left, right) => sha.init().update(NODE).update(left).update(right).digest("binary"),
    nodes(pairs, count, out) {
      const two = 2 * HASH_BYTES;
      for (let i = 0; i < count; i++) out.set(pair(pairs.subarray(i * two, (i + 1) * two)), i * HASH_BYTES);
    },
  };
}

/** SHA-256 behind one interface. The one of Node is in `lib/runtime/node/hash.ts`. */
export { HASH_BYTES, type Hasher, LEAF_PREFIX, NODE_PREFIX } from "./hasher";
export { loadWasmHasher } from "./wasm";

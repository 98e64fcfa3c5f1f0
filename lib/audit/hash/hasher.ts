/**
 * SHA-256 as the log needs it, behind one interface, because no implementation is the fastest everywhere: `node:crypto`
 * in Node, WebAssembly in pages and workers. All are synchronous: a record is linked before the next one exists.
 *
 * Leaves and nodes of the tree are told apart by their first byte (RFC 9162, 2.1.1). Without it, the bytes of two
 * hashes could be passed off as a record whose leaf is an inner node.
 */
export const HASH_BYTES = 32;
export const LEAF_PREFIX = 0;
export const NODE_PREFIX = 1;

export interface Hasher {
  readonly name: string;
  /** 32 bytes that belong to the caller. */
  sha256(bytes: Uint8Array): Uint8Array;
  /** The same into 32 bytes of `out`, from `at` on, and in lowercase hex into the 64 bytes of `digits`, if it is given. */
  sha256Into(bytes: Uint8Array, out: Uint8Array, at?: number, digits?: DataView): void;
  /** The same in lowercase hex. */
  sha256Hex(bytes: Uint8Array): string;
  /** H(0x00 || record) in lowercase hex: the link that the next record carries. */
  leafHex(record: Uint8Array): string;
  /** The same as 32 bytes that belong to the caller. */
  leaf(record: Uint8Array): Uint8Array;
  /** The same as 32 bytes of `out`, from `at` on, and in lowercase hex into the 64 bytes of `digits`, if it is given. */
  leafInto(record: Uint8Array, out: Uint8Array, at?: number, digits?: DataView): void;
  /** H(0x01 || left || right). */
  node(left: Uint8Array, right: Uint8Array): Uint8Array;
  /**
   * `count` nodes at once: the pair i is `pairs[64 i, 64 i + 64)`, its node goes to `out[32 i, 32 i + 32)`. `out` may be
   * `pairs`, for nodes are written behind what is read.
   */
  nodes(pairs: Uint8Array, count: number, out: Uint8Array): void;
}

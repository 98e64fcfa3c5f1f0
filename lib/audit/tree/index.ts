/** Merkle trees of RFC 6962 and 9162: growing, proofs, and the files of tlog-tiles. */
export { CompactRange } from "./compact-range";

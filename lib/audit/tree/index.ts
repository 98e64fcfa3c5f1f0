/** Merkle trees of RFC 6962 and 9162: growing, proofs, and the files of tlog-tiles. */
export { CompactRange } from "./compact-range";
export { MAX_ENTRY_BYTES, readEntries, writeEntries } from "./entries";
export { proveConsistency, proveInclusion, rootOf } from "./prove";
export { newTiles, readTilePath, TILE_WIDTH, type Tile, tilePath } from "./tile-path";
export {
  type FromTiles,
  proveConsistencyFromTiles,
  proveInclusionFromTiles,
  readTile,
  rootFromTiles,
  type TileReader,
  tileRoot,
  writeTile,
} from "./tiles";
export {
  PROOF_FAULTS,
  type ProofFault,
  type ProofResult,
  verifyConsistency,
  verifyInclusion,
} from "./verify";

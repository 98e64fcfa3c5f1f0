/** Canonical JSON: the writer, the strict reader, and the scanner that both the reader and the verifier are built on. */
export { type CanonicalFault, type CanonicalResult, readCanonical } from "./read";
export { Scanner } from "./scanner";
export { type JsonValue, MAX_DEPTH } from "./value";
export { writeCanonical, writeInteger, writeString } from "./write";

import "server-only";

/** Takes what sessions send: verifies, stores, signs. */
export { append, type From, type Server } from "./append";
export { evidenceOf } from "./evidence";
export { makeNonce } from "./nonce";
export { storedReceipt } from "./receipt";
export { readSentBatch, sentInput } from "./sent-batch";

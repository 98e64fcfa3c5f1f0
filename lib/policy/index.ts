/** The policy engine: compile a spec, link the program, decide requests, count what was allowed. */
export { type AddressClass, addressClass, localNameClass } from "./canonical/address";
export { fileUrlToPath } from "./canonical/file-url";
export { canonicalHost } from "./canonical/host";
export { canonicalPath, DEFAULT_CWD } from "./canonical/path";
export { Refusal } from "./canonical/refusal";
export { type CanonicalUrl, canonicalUrl } from "./canonical/url";
export { decide } from "./decide";
export type { SqlAnalyser } from "./domains/sql";
export { type Engine, type LinkOptions, link } from "./engine";
export { commit, correct, count, type Meters, newMeters } from "./meters";
export { compile, type Program, type RuleSource } from "./program";
export type { ProgramFault } from "./rules";
export * from "./types";

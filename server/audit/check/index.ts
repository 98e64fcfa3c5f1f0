import "server-only";

/** Whether what is stored is still what was signed: asked before anything is signed, and from the start on. */
export { LogChecks, type Subject } from "./checks";
export { examine } from "./doctor";
export { countFindings, findingsOf } from "./findings";
export type { Progress } from "./sweep";
export type { Finding } from "./walk";

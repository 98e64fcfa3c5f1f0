/** The file system that sandboxed programs see: the interface, its errors and numbers, and the one in memory. */
export * from "./errors";
export * from "./flags";
export * from "./memory";
export { type Mounted, MountedFiles } from "./mounted/mounted-files";
export { MAX_NAME_BYTES, MAX_PATH_BYTES, temporaryName } from "./names";
export { removeFiles } from "./remove";
export { secondsToNs } from "./times";
export * from "./types";

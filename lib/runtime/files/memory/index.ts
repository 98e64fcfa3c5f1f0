/** The file system in memory. */
export { type Device, standardDevices } from "./devices";
export type { Change, ChangeKind } from "./feed";
export type { Image } from "./image";
export { DEFAULT_LIMITS, type Limits } from "./limits";
export { MemoryFiles, type MemoryOptions, Snapshot, type Usage } from "./memory-files";
export type { ImageFault } from "./read-image";
export type { MountOptions, Tree, TreeEntry, Walked } from "./tree";

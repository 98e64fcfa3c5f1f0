import "server-only";

/** The names and keys by which this server signs logs. */
export { rotate } from "./enrol";
export { KeySource } from "./key-source";
export { listKeys } from "./list";
export { type LogKeys, openLogKeys } from "./log-keys";
export { cosignerName, sessionOrigin, workspaceOrigin } from "./names";

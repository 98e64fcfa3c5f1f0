import "server-only";

/** Every table, for the query builder and for the migration generator. */
export { ACTOR_KINDS, type ActorKind, actors } from "./actors";
export * from "./audit";
export { browserSessions } from "./browser-sessions";
export { memberships, ROLES, type Role } from "./memberships";
export { workspaceFiles, workspaceFileVersions } from "./workspace-files";
export { workspaces } from "./workspaces";

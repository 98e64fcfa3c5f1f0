/** What a policy lets an agent do, for people to read. */
export { type Permission, type PermissionDomain, permissionsOf } from "./permissions";

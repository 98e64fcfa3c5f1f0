import "server-only";

/** The log: sessions with their records, the log of each workspace, keys and witnesses. */
export { auditHost, auditKeys, KEY_PURPOSES } from "./log-keys";
export {
  auditBodies,
  auditCheckpoints,
  auditChecks,
  auditEvidence,
  auditRecords,
  auditSessionTiles,
} from "./records";
export { auditSessions, CLOSINGS } from "./sessions";
export {
  auditCosignatures,
  auditLeases,
  auditLeaves,
  auditLogs,
  auditLogTiles,
  auditWitnesses,
} from "./workspace-log";

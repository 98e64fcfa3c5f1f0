import "server-only";
import { sql } from "drizzle-orm";
import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { auditSessions } from "./sessions";

/** The records, as the bytes that were sent. STRICT, WITHOUT ROWID; triggers refuse every UPDATE and DELETE. */
export const auditRecords = sqliteTable(
  "audit_records",
  {
    sessionId: integer("session_id")
      .notNull()
      .references(() => auditSessions.id),
    seq: integer().notNull(),
    /** Said again from the record, for filters alone: what counts is in `line`. */
    type: text().notNull(),
    verdict: text(),
    /** Without its line feed. */
    line: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.sessionId, table.seq] }),
    // Almost every record is allowed or is no decision: the index holds the few that people look for.
    index("audit_records_refused")
      .on(table.sessionId, table.verdict, table.seq)
      .where(sql`verdict <> 'allow'`),
  ],
);

/** What each accepted batch ended with: the note that the session signed. Its receipt follows from it and the key. */
export const auditCheckpoints = sqliteTable(
  "audit_checkpoints",
  {
    sessionId: integer("session_id")
      .notNull()
      .references(() => auditSessions.id),
    size: integer().notNull(),
    root: blob({ mode: "buffer" }).notNull(),
    note: text().notNull(),
    /** Seconds, the time of the cosignature: signing again gives the same bytes. */
    acceptedAt: integer("accepted_at").notNull(),
    /** The leaf in the log of the workspace. */
    leaf: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.sessionId, table.size] })],
);

/** Full tiles of a session's tree, 256 hashes each, from which proofs are made. They follow from the records. */
export const auditSessionTiles = sqliteTable(
  "audit_session_tiles",
  {
    sessionId: integer("session_id")
      .notNull()
      .references(() => auditSessions.id),
    level: integer().notNull(),
    tile: integer().notNull(),
    hashes: blob({ mode: "buffer" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.sessionId, table.level, table.tile] })],
);

/** Payloads that records name by their hash. The only part of a log that can be erased; every proof stays valid. */
export const auditBodies = sqliteTable(
  "audit_bodies",
  {
    sessionId: integer("session_id")
      .notNull()
      .references(() => auditSessions.id),
    sha256: text().notNull(),
    salt: blob({ mode: "buffer" }).notNull(),
    body: blob({ mode: "buffer" }).notNull(),
    keptAt: integer("kept_at", { mode: "timestamp_ms" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.sessionId, table.sha256] })],
);

/** A signed note that contradicts what is stored: both are kept. It is proof, not noise. */
export const auditEvidence = sqliteTable(
  "audit_evidence",
  {
    id: integer().primaryKey({ autoIncrement: true }).notNull(),
    sessionId: integer("session_id")
      .notNull()
      .references(() => auditSessions.id),
    at: integer({ mode: "timestamp_ms" }).notNull(),
    /** A verdict of the verifier. */
    code: text().notNull(),
    storedNote: text("stored_note").notNull(),
    offeredNote: text("offered_note").notNull(),
  },
  (table) => [index("audit_evidence_session").on(table.sessionId)],
);

/** How far the records of a session were last found to be those that were signed; a boot goes on from there. */
export const auditChecks = sqliteTable("audit_checks", {
  sessionId: integer("session_id")
    .primaryKey()
    .notNull()
    .references(() => auditSessions.id),
  size: integer().notNull(),
  link: blob({ mode: "buffer" }).notNull(),
  range: blob({ mode: "buffer" }).notNull(),
  checkedAt: integer("checked_at", { mode: "timestamp_ms" }).notNull(),
  /** A verdict of the verifier, where the records are not what was signed: nothing of this session is signed any more. */
  fault: text(),
  faultSeq: integer("fault_seq"),
  why: text(),
});
